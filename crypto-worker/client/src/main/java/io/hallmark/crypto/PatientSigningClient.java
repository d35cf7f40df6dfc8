package io.hallmark.crypto;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Asks again where the answer was "ask again later", for as long as the deadline allows: first
 * after the time that the worker named, then each time after half as long again, so that those who
 * are turned away ask the less the longer a worker is overloaded. Safe for concurrent use.
 */
final class PatientSigningClient implements SigningClient {
  private static final double GROWTH = 1.5;

  private static final Duration WAIT_MIN = Duration.ofMillis(5);

  /** A worker that has room again is found at most this much later. */
  private static final double WAIT_MAX_NANOS = 1e9;

  private final SigningClient once;
  private final Clock clock;
  private volatile boolean closed;

  PatientSigningClient(SigningClient once, Clock clock) {
    this.once = once;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<CryptoResult<Signature>> sign(
      KeyName key, SignatureScheme scheme, byte[] content, Instant deadline) {
    return asked(() -> once.sign(key, scheme, content, deadline), deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<Signature>> signDigest(
      KeyName key, SignatureScheme scheme, byte[] digest, Instant deadline) {
    return asked(() -> once.signDigest(key, scheme, digest, deadline), deadline);
  }

  /** Where some contents are turned away, only they are asked for again. */
  @Override
  public CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
      KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline) {
    PatientBatch batch =
        new PatientBatch(contents, some -> once.signBatch(key, scheme, some, deadline));
    return asked(new Question<>(batch::askForTheRest, batch::end, deadline));
  }

  private <T> CompletableFuture<CryptoResult<T>> asked(
      Supplier<CompletableFuture<CryptoResult<T>>> ask, Instant deadline) {
    return asked(new Question<>(ask, UnaryOperator.identity(), deadline));
  }

  private <T> CompletableFuture<CryptoResult<T>> asked(Question<T> question) {
    question.ask();
    return question;
  }

  @Override
  public boolean isReady() {
    return once.isReady();
  }

  @Override
  public void close() {
    closed = true;
    once.close();
  }

  /** One request and the tries at it. */
  private final class Question<T> extends CompletableFuture<CryptoResult<T>> {
    private final Supplier<CompletableFuture<CryptoResult<T>>> ask;
    private final UnaryOperator<CryptoResult<T>> end;
    private final Instant deadline;
    private volatile CompletableFuture<CryptoResult<T>> current;
    private int tries; // Each try happens after the one before.

    /**
     * A question that is not asked yet.
     *
     * @param end what is answered, from the answer to the last try
     */
    private Question(
        Supplier<CompletableFuture<CryptoResult<T>>> ask,
        UnaryOperator<CryptoResult<T>> end,
        Instant deadline) {
      this.ask = ask;
      this.end = end;
      this.deadline = deadline;
    }

    private void ask() {
      if (isDone()) {
        return;
      }
      tries++;
      CompletableFuture<CryptoResult<T>> asked = ask.get();
      current = asked;
      CompletableFuture<CryptoResult<T>> unused = asked.whenComplete(this::answered);
    }

    private void answered(CryptoResult<T> answer, Throwable bug) {
      if (bug != null) {
        completeExceptionally(bug);
      } else if (answer instanceof CryptoResult.Unavailable<T> later) {
        askAgainOrGiveUp(later);
      } else {
        complete(end.apply(answer));
      }
    }

    private void askAgainOrGiveUp(CryptoResult.Unavailable<T> later) {
      long waitNanos = waitNanos(later.retryAfter());
      if (closed || !clock.instant().plusNanos(waitNanos).isBefore(deadline)) {
        complete(end.apply(later));
        return;
      }
      CompletableFuture.delayedExecutor(waitNanos, TimeUnit.NANOSECONDS, Runnable::run)
          .execute(this::ask);
    }

    /** With jitter: those that were turned away together must not come back together. */
    private long waitNanos(Duration retryAfter) {
      double first = Math.max(WAIT_MIN.toNanos(), retryAfter.toNanos());
      double wait = Math.min(first * Math.pow(GROWTH, tries - 1), Math.max(first, WAIT_MAX_NANOS));
      return (long) (wait * (1 + ThreadLocalRandom.current().nextDouble()));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      CompletableFuture<CryptoResult<T>> asked = current;
      if (asked != null) {
        asked.cancel(mayInterruptIfRunning);
      }
      return cancelled;
    }
  }
}
