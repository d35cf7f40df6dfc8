package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Handshakes at a steady rate, whether the earlier ones are done or not; each counts from when it
 * was due. Used once, by one thread.
 */
final class HandshakeLoad {
  private static final Duration SETTLE_MAX = Duration.ofSeconds(30);
  private static final long LATENCY_MICROS_MAX = TimeUnit.SECONDS.toMicros(60);

  private final HandshakeRig rig;
  private final Histogram latencyMicros = new ConcurrentHistogram(LATENCY_MICROS_MAX, 3);
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Semaphore ended = new Semaphore(0);

  private HandshakeLoad(HandshakeRig rig) {
    this.rig = rig;
  }

  /**
   * What became of a load.
   *
   * @param faults what went wrong, one for each handshake that failed or came to no end
   * @param latencyMicros of those that were done
   */
  record Outcome(int sent, Queue<String> faults, Histogram latencyMicros) {
    boolean isClean() {
      return faults.isEmpty() && latencyMicros.getTotalCount() == sent;
    }

    double latencyMs(double percentile) {
      return latencyMicros.getValueAtPercentile(percentile) / 1e3;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "handshakes: sent %d, done %d, failed %d %s; p50 %.1f ms, p99 %.1f ms, worst %.1f ms",
          sent,
          latencyMicros.getTotalCount(),
          faults.size(),
          faults,
          latencyMs(50),
          latencyMs(99),
          latencyMs(100));
    }
  }

  /** Sends {@code perSecond} for {@code length}, then waits for what is still under way. */
  static Outcome run(HandshakeRig rig, double perSecond, Duration length) {
    return new HandshakeLoad(rig).run(perSecond, length);
  }

  private Outcome run(double perSecond, Duration length) {
    int count = (int) (perSecond * length.toNanos() / 1e9);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(due);
    }
    awaitEnd(count);
    return new Outcome(count, faults, latencyMicros);
  }

  private void send(long due) {
    CompletableFuture<Void> unused =
        rig.shake()
            .handle(
                (said, bug) -> {
                  if (bug != null || !said.isEmpty()) {
                    faults.add(bug == null ? said : bug.toString());
                  } else {
                    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
                    latencyMicros.recordValue(Math.min(micros, LATENCY_MICROS_MAX));
                  }
                  ended.release();
                  return null;
                });
  }

  private void awaitEnd(int count) {
    try {
      if (!ended.tryAcquire(count, SETTLE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        faults.add("some came to no end within " + SETTLE_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      faults.add("interrupted");
    }
  }
}
