package io.hallmark.messaging.rpc;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * After how long without an answer a request is sent again: the 99th percentile of recent answers,
 * within bounds. Fed by one thread; read by any.
 */
final class HedgeDelay {
  static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
  static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Before anything is known: a cold server's first answers take this long. */
  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int WINDOW = 1024;
  private static final int SAMPLES_PER_UPDATE = 256;

  private final long[] recent = new long[WINDOW];
  private int count;
  private volatile long delayNanos = FIRST_NANOS;

  void observe(long latencyNanos) {
    recent[count % WINDOW] = latencyNanos;
    count = count + 1 == 2 * WINDOW ? WINDOW : count + 1;
    if (count % SAMPLES_PER_UPDATE == 0) {
      update();
    }
  }

  long nanos() {
    return delayNanos;
  }

  private void update() {
    long[] sorted = Arrays.copyOf(recent, Math.min(count, WINDOW));
    Arrays.sort(sorted);
    long p99 = sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    delayNanos = Math.min(MOST_NANOS, Math.max(LEAST_NANOS, p99));
  }
}
