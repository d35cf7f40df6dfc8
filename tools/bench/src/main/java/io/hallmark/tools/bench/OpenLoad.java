package io.hallmark.tools.bench;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Signature;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Requests at a steady rate, whether the earlier ones were answered or not; one that is sent late
 * counts from when it was due. Latencies are those of requests that were signed.
 */
final class OpenLoad {
  private static final Duration DRAIN_MAX = Duration.ofSeconds(10);
  private static final long LATENCY_NANOS_MAX = DRAIN_MAX.toNanos() * 3;

  private final Supplier<CompletableFuture<CryptoResult<Signature>>> call;
  private final Histogram latency = new ConcurrentHistogram(LATENCY_NANOS_MAX, 3);
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong later = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  private OpenLoad(Supplier<CompletableFuture<CryptoResult<Signature>>> call) {
    this.call = call;
  }

  /**
   * What became of a load.
   *
   * @param signedNanos latencies of those that were signed
   * @param later requests that were turned away
   * @param refused requests that were refused: expired, or worse
   */
  record Outcome(Histogram signedNanos, double seconds, long later, long refused) {
    double signedPerSecond() {
      return signedNanos.getTotalCount() / seconds;
    }

    double p99Ms() {
      return signedNanos.getValueAtPercentile(99) / 1e6;
    }

    double p50Ms() {
      return signedNanos.getValueAtPercentile(50) / 1e6;
    }
  }

  /** Sends {@code perSecond} for {@code time}, then waits for what is still under way. */
  static Outcome run(
      double perSecond, Duration time, Supplier<CompletableFuture<CryptoResult<Signature>>> call)
      throws InterruptedException {
    OpenLoad load = new OpenLoad(call);
    long start = System.nanoTime();
    long count = (long) (perSecond * time.toNanos() / 1e9);
    for (long i = 0; i < count; i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      awaitNanos(due);
      load.send(due);
    }
    long giveUp = System.nanoTime() + DRAIN_MAX.toNanos();
    while (load.waiting.get() > 0 && System.nanoTime() - giveUp < 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return new Outcome(load.latency, time.toNanos() / 1e9, load.later.get(), load.refused.get());
  }

  private void send(long due) {
    waiting.incrementAndGet();
    CompletableFuture<Void> unused =
        call.get()
            .handle(
                (answer, bug) -> {
                  note(answer, System.nanoTime() - due);
                  waiting.decrementAndGet();
                  return null;
                });
  }

  private void note(CryptoResult<Signature> answer, long nanos) {
    if (answer == null) {
      refused.incrementAndGet();
      return;
    }
    AtomicLong other =
        answer.fold(
            new CryptoResult.Cases<>() {
              @Override
              public AtomicLong done(Signature signature) {
                return null;
              }

              @Override
              public AtomicLong refused(Refusal refusal) {
                return refused;
              }

              @Override
              public AtomicLong unavailable(Duration retryAfter) {
                return later;
              }
            });
    if (other == null) {
      latency.recordValue(Math.min(nanos, LATENCY_NANOS_MAX));
    } else {
      other.incrementAndGet();
    }
  }

  private static void awaitNanos(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
