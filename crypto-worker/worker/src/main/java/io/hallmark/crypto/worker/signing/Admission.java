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
 * lately. A request that would wait for longer than {@code waitMax}, or past its deadline, is
 * turned away at once with that wait: under overload those that are taken still get their signature
 * soon, and the tokens are kept busy, since the queue is never empty while anybody is turned away.
 */
final class Admission {
  /** A lane finds its next work here before this object was told of the last. */
  private static final double PREFETCH = 1.25;

  private static final int SLOTS_MIN = 4;
  private static final long SLOTS_LOOK_NANOS = Duration.ofMillis(50).toNanos();

  /** Of the newest answer, in the average of what tokens take. */
  private static final double NEWEST_WEIGHT = 0.02;

  /** A token that takes long has a queue of a few answers' time, whatever the setting. */
  private static final double WAIT_MAX_ANSWERS = 2;

  private static final Duration RETRY_AFTER_MIN = Duration.ofMillis(5);

  private record Waiting(Supplier<CompletableFuture<?>> work) {}

  private final IntSupplier lanes;
  private final long waitMaxNanos;
  private final LongSupplier nanoTime;
  private final Turns<Waiting> turns = new Turns<>();
  private double answerNanos = Duration.ofMillis(1).toNanos();
  private boolean measured;
  private int running;
  private int slots = SLOTS_MIN;
  private long slotsSeenNanos;
  private boolean slotsSeen;

  Admission(IntSupplier lanes, Duration waitMax, LongSupplier nanoTime, MeterRegistry metrics) {
    this.lanes = lanes;
    this.waitMaxNanos = waitMax.toNanos();
    this.nanoTime = nanoTime;
    Gauge.builder("hallmark.crypto.queue.requests", this, Admission::waiting)
        .description("requests that wait for their turn at a token")
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
        double wait = (turns.ahead(category, tenant) + 1) * answerNanos / slots;
        double ofOthers = wait - companions * answerNanos / slots;
        if (ofOthers > limitNanos() || wait + answerNanos > leftNanos) {
          return Optional.of(retryAfter(wait));
        }
        turns.add(category, tenant, new Waiting(work));
        return Optional.empty();
      }
    }
    begin(work);
    return Optional.empty();
  }

  synchronized int waiting() {
    return turns.size();
  }

  private synchronized double waitOfAll() {
    return turns.size() * answerNanos / slots;
  }

  private double limitNanos() {
    return Math.max((double) waitMaxNanos, WAIT_MAX_ANSWERS * answerNanos);
  }

  /** By then half of what goes before it is done, and others will have been turned away too. */
  private Duration retryAfter(double waitNanos) {
    Duration half = Duration.ofNanos((long) (waitNanos / 2));
    return half.compareTo(RETRY_AFTER_MIN) < 0 ? RETRY_AFTER_MIN : half;
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
      return null;
    }
    return next.work();
  }

  private void observe(long nanos) {
    answerNanos = measured ? answerNanos + (nanos - answerNanos) * NEWEST_WEIGHT : nanos;
    measured = true;
  }

  private void lookAtSlots() {
    long now = nanoTime.getAsLong();
    if (!slotsSeen || now - slotsSeenNanos > SLOTS_LOOK_NANOS) {
      slotsSeen = true;
      slotsSeenNanos = now;
      slots = Math.max(SLOTS_MIN, (int) Math.ceil(lanes.getAsInt() * PREFETCH));
    }
  }
}
