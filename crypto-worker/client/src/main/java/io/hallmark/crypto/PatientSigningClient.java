package io.hallmark.crypto;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks again where the answer was "ask again later", after the time that the worker named, for as
 * long as the deadline allows and at most {@value #TRIES_MAX} times. Safe for concurrent use.
 */
final class PatientSigningClient implements SigningClient {
  /** More would only add to what the worker turns away. */
  static final int TRIES_MAX = 8;

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

  /**
   * What is turned away is the batch; a content of it that was is the caller's to ask for again.
   */
  @Override
  public CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
      KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline) {
    return asked(() -> once.signBatch(key, scheme, contents, deadline), deadline);
  }

  private <T> CompletableFuture<CryptoResult<T>> asked(
      Supplier<CompletableFuture<CryptoResult<T>>> ask, Instant deadline) {
    Question<T> question = new Question<>(ask, deadline);
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
    private final Instant deadline;
    private volatile CompletableFuture<CryptoResult<T>> current;
    private int tries; // Each try happens after the one before.

    private Question(Supplier<CompletableFuture<CryptoResult<T>>> ask, Instant deadline) {
      this.ask = ask;
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
      } else if (answer instanceof CryptoResult.Unavailable<T> later && mayWait(later)) {
        CompletableFuture.delayedExecutor(
                jittered(later.retryAfter()).toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
            .execute(this::ask);
      } else {
        complete(answer);
      }
    }

    private boolean mayWait(CryptoResult.Unavailable<T> later) {
      return !closed
          && tries < TRIES_MAX
          && clock.instant().plus(later.retryAfter().multipliedBy(2)).isBefore(deadline);
    }

    /** Those that were turned away together must not come back together. */
    private Duration jittered(Duration retryAfter) {
      double factor = 1 + ThreadLocalRandom.current().nextDouble();
      return Duration.ofNanos((long) (retryAfter.toNanos() * factor));
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
