package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.TokenFault;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks at the lanes at intervals and gives up those whose call does not come back. */
final class LaneWatch implements AutoCloseable {
  private static final Duration INTERVAL_MAX = Duration.ofSeconds(1);
  private static final int LOOKS_PER_TIMEOUT = 8;

  private final String name;
  private final LanePool<?> pool;
  private final Circuit circuit;
  private final long intervalNanos;
  private final Thread thread;

  LaneWatch(String name, LanePool<?> pool, Circuit circuit, Duration signTimeout) {
    this.name = name;
    this.pool = pool;
    this.circuit = circuit;
    this.intervalNanos =
        Math.min(INTERVAL_MAX.toNanos(), signTimeout.toNanos() / LOOKS_PER_TIMEOUT);
    this.thread = new Thread(this::loop, name + "-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void loop() {
    TokenFault fault =
        new TokenFault(ErrorClass.TOKEN, 0, name + ": a call did not come back in time");
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.NANOSECONDS.sleep(intervalNanos);
        pool.replaceOverrunning(
            System.nanoTime(), () -> circuit.open(fault), fault, circuit.retryAfter());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The token was closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
