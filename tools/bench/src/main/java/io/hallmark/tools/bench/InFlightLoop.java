package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * So many calls in flight, for a while: an answer starts the next call, on the thread that brought
 * it, so that no thread waits for anything. The rate is that of the time in which so many were in
 * flight indeed: from when as many were answered, and without the end, when no more are asked.
 */
final class InFlightLoop {
  private static final Duration DRAIN_MAX = Duration.ofSeconds(30);
  private static final long LATENCY_NANOS_MAX = DRAIN_MAX.toNanos();

  private final Supplier<CompletableFuture<String>> call;
  private final int inFlight;
  private final long end;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong answeredInTime = new AtomicLong();
  private volatile long firstAnswered;
  private final Histogram latency = new ConcurrentHistogram(LATENCY_NANOS_MAX, 3);
  private final AtomicReference<String> fault = new AtomicReference<>();
  private final CountDownLatch running;

  private InFlightLoop(int inFlight, long end, Supplier<CompletableFuture<String>> call) {
    this.call = call;
    this.inFlight = inFlight;
    this.end = end;
    this.running = new CountDownLatch(inFlight);
  }

  /**
   * Runs for {@code time}.
   *
   * @param call starts a call; completes with an empty text, or with what went wrong
   * @throws IllegalStateException with the first thing that went wrong
   */
  static ClosedLoop.Outcome run(
      int inFlight, Duration time, Supplier<CompletableFuture<String>> call)
      throws InterruptedException {
    InFlightLoop loop = new InFlightLoop(inFlight, System.nanoTime() + time.toNanos(), call);
    for (int i = 0; i < inFlight; i++) {
      loop.next();
    }
    boolean drained = loop.running.await(time.plus(DRAIN_MAX).toMillis(), TimeUnit.MILLISECONDS);
    if (!drained || loop.fault.get() != null) {
      throw new IllegalStateException(
          "a call failed: " + (drained ? loop.fault.get() : "not answered in " + DRAIN_MAX));
    }
    return new ClosedLoop.Outcome(loop.perSecond(), loop.latency);
  }

  /** 0 where the time was too short for so many to be answered once. */
  private double perSecond() {
    long counted = answeredInTime.get() - inFlight;
    return counted <= 0 ? 0 : counted / ((end - firstAnswered) / 1e9);
  }

  private void next() {
    long begun = System.nanoTime();
    CompletableFuture<Void> unused = call.get().handle((said, bug) -> answered(begun, said, bug));
  }

  private Void answered(long begun, String said, Throwable bug) {
    long now = System.nanoTime();
    if (bug != null || !said.isEmpty()) {
      fault.compareAndSet(null, bug == null ? said : bug.toString());
      running.countDown();
      return null;
    }
    latency.recordValue(Math.min(now - begun, LATENCY_NANOS_MAX));
    if (answered.incrementAndGet() == inFlight) {
      firstAnswered = now;
    }
    if (now < end && fault.get() == null) {
      answeredInTime.incrementAndGet();
      next();
    } else {
      running.countDown();
    }
    return null;
  }
}
