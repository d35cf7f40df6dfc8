package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.KeyCategory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides which requests are taken and in which order they go to the tokens. Safe for concurrent
 * use.
 *
 * <p>Tokens are given as much as their lanes do at once and a little more, so that no lane waits
 * for its next work; what is beyond waits here, where it takes turns by category and tenant. How
 * long a new request would wait follows from how many go before it and how long the tokens took
 * lately. A request that would wait for longer than {@link Overload} allows, or past its deadline,
 * is turned away at once with a time to come back after: under overload those that are taken still
 * get their signature soon, and the tokens are kept busy, since the queue is never empty while
 * anybody is turned away.
 */
final class Admission {
  /**
   * Of its lanes, what a token is given beyond them: a lane finds its next work there before this
   * object was told of the last. Where answers take long, what lies there only waits, unseen by the
   * order of turns, and less of it is enough.
   */
  private static final double PREFETCH_MAX = 0.25;

  private static final double PREFETCH_NANOS = Duration.ofNanos(500_000).toNanos();

  /** Of a token whose answers come within {@link #FAST_NANOS}. */
  private static final int SLOTS_MIN = 4;

  private static final double FAST_NANOS = Duration.ofMillis(2).toNanos();
  private static final long SLOTS_LOOK_NANOS = Duration.ofMillis(50).toNanos();

  /** Of the newest answer, in the average of what tokens take. */
  private static final double NEWEST_WEIGHT = 0.02;

  /** An answer that took longer than so many times the average counts as one that took so long. */
  private static final double OUTLIER = 2;

  private record Waiting(Supplier<CompletableFuture<?>> work) {}

  private final IntSupplier lanes;
  private final Overload overload;
  private final LongSupplier nanoTime;
  private final Turns<Waiting> turns = new Turns<>();
  private double answerNanos = Duration.ofMillis(1).toNanos();
  private boolean measured;
  private int running;
  private int laneCount = 1;
  private int slots = SLOTS_MIN;
  private long slotsSeenNanos;
  private boolean slotsSeen;

  Admission(IntSupplier lanes, Duration waitMax, LongSupplier nanoTime, MeterRegistry metrics) {
    this.lanes = lanes;
    this.overload = new Overload(waitMax);
    this.nanoTime = nanoTime;
    Gauge.builder("hallmark.crypto.queue.requests", this, Admission::waiting)
        .description("requests that wait for their turn at a token")
        .register(metrics);
    Gauge.builder("hallmark.crypto.overloaded", this, a -> a.isOverloaded() ? 1 : 0)
        .description("1 while requests are turned away since tokens can't do them soon")
        .register(metrics);
    Gauge.builder("hallmark.crypto.queue.wait.seconds", this, a -> a.waitOfAll() / 1e9)
        .description("how long a request would wait that comes after all that wait")
        .register(metrics);
  }

  /**
   * Takes work on, now or in its turn.
   *
   * @param leftNanos until its deadline
   * @param work begins it; called once, on this thread or one that brought an answer
   * @return empty where it was taken; else after which time it may be offered again
   */
  Optional<Duration> offer(
      KeyCategory category, String tenant, long leftNanos, Supplier<CompletableFuture<?>> work) {
    return offer(category, tenant, leftNanos, 0, work);
  }

  /**
   * The same for one of many that came in one request: those of them that were offered before it
   * are no reason to turn it away, as long as its deadline can be met.
   *
   * @param companions how many of its own request were offered before it
   */
  Optional<Duration> offer(
      KeyCategory category,
      String tenant,
      long leftNanos,
      int companions,
      Supplier<CompletableFuture<?>> work) {
    synchronized (this) {
      lookAtSlots();
      if (running < slots && turns.size() == 0) {
        running++;
      } else {
        int place = turns.ahead(category, tenant) + 1;
        boolean first = turns.waiting(category, tenant) == 0;
        Optional<Duration> later = laterThan(place, companions, first, leftNanos);
        if (later.isPresent()) {
          return later;
        }
        turns.add(category, tenant, new Waiting(work));
        return Optional.empty();
      }
    }
    begin(work);
    return Optional.empty();
  }

  private synchronized boolean isOverloaded() {
    return overload.isOn(nanoTime.getAsLong());
  }

  synchronized int waiting() {
    return turns.size();
  }

  private synchronized double waitOfAll() {
    return turns.size() * answerNanos / slots;
  }

  /** Empty where the one at this place in the queue may wait for its turn. */
  private Optional<Duration> laterThan(int place, int companions, boolean first, long leftNanos) {
    long now = nanoTime.getAsLong();
    double each = answerNanos / slots;
    if ((place - companions) * each > overload.waitMaxNanos(now, laneNanos(), first)) {
      return Optional.of(overload.turnAway(now, each));
    }
    return place * each + answerNanos > leftNanos
        ? Optional.of(Overload.bounded(place * each))
        : Optional.empty();
  }

  /**
   * Begins work, and what comes after it for as long as answers are there at once: a token that is
   * away answers so, and must not let each answer begin the next one deeper in the stack.
   */
  private void begin(Supplier<CompletableFuture<?>> first) {
    Supplier<CompletableFuture<?>> next = first;
    while (next != null) {
      long begun = nanoTime.getAsLong();
      CompletableFuture<?> answer = start(next);
      if (answer.isDone()) {
        next = finished(begun, false);
      } else {
        CompletableFuture<?> unused =
            answer.whenComplete(
                (result, bug) -> {
                  Supplier<CompletableFuture<?>> following = finished(begun, true);
                  if (following != null) {
                    begin(following);
                  }
                });
        next = null;
      }
    }
  }

  /** A place must come back whatever happens, or the worker would stop for good. */
  private static CompletableFuture<?> start(Supplier<CompletableFuture<?>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized Supplier<CompletableFuture<?>> finished(long begunNanos, boolean measure) {
    if (measure) {
      observe(nanoTime.getAsLong() - begunNanos);
    }
    lookAtSlots();
    if (running > slots) {
      // Lanes were lost: fewer places from now on.
      running--;
      return null;
    }
    Waiting next = turns.poll();
    if (next == null) {
      running--;
      overload.ranDry(nanoTime.getAsLong(), answerNanos);
      return null;
    }
    return next.work();
  }

  private void observe(long nanos) {
    if (measured) {
      // Where this JVM stood still all answers are late at once, which says little of the token.
      double newest = Math.min((double) nanos, OUTLIER * answerNanos);
      answerNanos += (newest - answerNanos) * NEWEST_WEIGHT;
    } else {
      answerNanos = nanos;
      measured = true;
    }
  }

  private void lookAtSlots() {
    long now = nanoTime.getAsLong();
    if (!slotsSeen || now - slotsSeenNanos > SLOTS_LOOK_NANOS) {
      slotsSeen = true;
      slotsSeenNanos = now;
      laneCount = Math.max(1, lanes.getAsInt());
      double prefetch = Math.min(PREFETCH_MAX, PREFETCH_NANOS / answerNanos);
      slots = laneCount + (int) Math.round(laneCount * prefetch);
      if (answerNanos < FAST_NANOS) {
        slots = Math.max(SLOTS_MIN, slots);
      }
    }
  }

  /** What a lane takes for one: answers include what they wait for in the token, beyond lanes. */
  private double laneNanos() {
    return answerNanos * Math.min(1.0, (double) laneCount / slots);
  }
}
