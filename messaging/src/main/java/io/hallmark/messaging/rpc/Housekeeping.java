package io.hallmark.messaging.rpc;

import java.util.concurrent.TimeUnit;

/** Something a poll thread does every few seconds. Confined to that thread. */
final class Housekeeping {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Runnable work;
  private long nextNanos = System.nanoTime() + PERIOD_NANOS;

  Housekeeping(Runnable work) {
    this.work = work;
  }

  void nowAndThen() {
    long nowNanos = System.nanoTime();
    if (nowNanos - nextNanos >= 0) {
      nextNanos = nowNanos + PERIOD_NANOS;
      work.run();
    }
  }
}
