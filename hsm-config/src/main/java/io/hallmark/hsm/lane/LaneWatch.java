package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.TokenFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Looks at the lanes and the queue at intervals, so that everybody is answered in time whatever
 * hangs: gives up lanes whose call does not come back, answers what is past its deadline, and
 * answers what waits for a token that is not used at present.
 */
final class LaneWatch<S> implements AutoCloseable {
  private static final Duration INTERVAL_MAX = Duration.ofMillis(100);
  private static final int LOOKS_PER_TIMEOUT = 8;

  private final String name;
  private final LanePool<S> pool;
  private final Circuit circuit;
  private final Clock clock;
  private final long intervalNanos;
  private final LongAdder replaced = new LongAdder();
  private final Thread thread;

  LaneWatch(String name, LanePool<S> pool, Circuit circuit, Clock clock, Duration signTimeout) {
    this.name = name;
    this.pool = pool;
    this.circuit = circuit;
    this.clock = clock;
    this.intervalNanos =
        Math.min(INTERVAL_MAX.toNanos(), signTimeout.toNanos() / LOOKS_PER_TIMEOUT);
    this.thread = new Thread(this::loop, name + "-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Lanes given up since the beginning. */
  long replaced() {
    return replaced.sum();
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.NANOSECONDS.sleep(intervalNanos);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The token was closed.
    }
  }

  private void look() {
    TokenFault hung =
        new TokenFault(ErrorClass.TOKEN, 0, name + ": a call did not come back in time");
    replaced.add(
        pool.replaceOverrunning(
            System.nanoTime(), () -> circuit.open(hung), hung, circuit.retryAfter()));
    TokenFault away = circuit.fault();
    if (away != null) {
      Duration retryAfter = circuit.retryAfter();
      pool.withdraw(work -> true).forEach(work -> work.abandon(away, retryAfter));
    } else {
      pool.growAgain(System.nanoTime());
    }
    answerLate(clock.instant());
  }

  private void answerLate(Instant now) {
    TokenFault late =
        new TokenFault(ErrorClass.EXPIRED, 0, name + ": the deadline passed before the signature");
    pool.withdraw(work -> !now.isBefore(work.deadline()))
        .forEach(work -> work.abandon(late, Duration.ZERO));
    pool.underWay().stream()
        .filter(work -> !now.isBefore(work.deadline()))
        .forEach(work -> work.abandon(late, Duration.ZERO));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
