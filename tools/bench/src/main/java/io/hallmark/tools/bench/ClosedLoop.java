package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Callers that each do one thing after another, as fast as they can, for a while. */
final class ClosedLoop {
  private static final long LATENCY_NANOS_MAX = Duration.ofSeconds(30).toNanos();

  private ClosedLoop() {}

  /** What one caller does again and again. */
  interface Caller extends AutoCloseable {
    void once() throws Exception;

    @Override
    default void close() {}
  }

  /** Makes the callers; each is used by one thread only. */
  interface Callers {
    Caller caller(int index) throws Exception;
  }

  /**
   * What the callers did.
   *
   * @param perSecond how many all of them did a second
   * @param latencyNanos how long each took
   */
  record Outcome(double perSecond, Histogram latencyNanos) {}

  /** Runs the callers for {@code time}, from when the last of them is ready. */
  static Outcome run(int count, Duration time, Callers callers) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(count);
    CountDownLatch ready = new CountDownLatch(count);
    CompletableFuture<Long> end = new CompletableFuture<>();
    try {
      List<Future<Histogram>> running = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        int number = index;
        running.add(pool.submit(() -> loop(callers, number, ready, end)));
      }
      ready.await();
      long start = System.nanoTime();
      end.complete(start + time.toNanos());
      Histogram all = new Histogram(LATENCY_NANOS_MAX, 3);
      for (Future<Histogram> one : running) {
        all.add(result(one));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Outcome(all.getTotalCount() / seconds, all);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Histogram loop(
      Callers callers, int number, CountDownLatch ready, CompletableFuture<Long> endNanos)
      throws Exception {
    try (Caller caller = made(callers, number, ready)) {
      return loop(caller, endNanos.get());
    }
  }

  /** One that can't be made is counted too, or nobody would ever begin. */
  private static Caller made(Callers callers, int number, CountDownLatch ready) throws Exception {
    try {
      return callers.caller(number);
    } finally {
      ready.countDown();
    }
  }

  private static Histogram loop(Caller caller, long end) throws Exception {
    Histogram latency = new Histogram(LATENCY_NANOS_MAX, 3);
    long before = System.nanoTime();
    while (before < end) {
      caller.once();
      long after = System.nanoTime();
      latency.recordValue(Math.min(after - before, LATENCY_NANOS_MAX));
      before = after;
    }
    return latency;
  }

  private static Histogram result(Future<Histogram> one) throws Exception {
    try {
      return one.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }
}
