package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * How long a command asks before it gives up; a mixin for commands. Whatever is asked must bear
 * being asked twice.
 */
final class Patience {
  /** A worker may die with a request, so the next try does not wait for all the time there is. */
  private static final Duration TRY = Duration.ofSeconds(10);

  private static final Duration PAUSE_MAX = Duration.ofMillis(500);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "how long to try each question, 1 to 3600 (${DEFAULT-VALUE})")
  private int seconds;

  /**
   * The answer to {@code question}, which is asked again for as long as the worker is unavailable.
   *
   * @param what is asked, for messages
   * @param ready whether the client can ask
   * @param question takes the deadline of one try
   * @throws CommandFailedException where there is none
   */
  <T> T ask(
      String what,
      BooleanSupplier ready,
      Function<Instant, CompletableFuture<CryptoResult<T>>> question) {
    try {
      Instant end = Instant.now().plusSeconds(checkedSeconds());
      awaitReady(what, ready, end);
      return answer(what, question, end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.failed(
          what + ": interrupted, expected to be left waiting; run it again");
    }
  }

  /**
   * The answer to a question that must not be asked twice: approvals are good for once. Where no
   * answer comes, what became of it has to be looked up.
   */
  <T> T askOnce(
      String what,
      BooleanSupplier ready,
      Function<Instant, CompletableFuture<CryptoResult<T>>> question) {
    try {
      Instant end = Instant.now().plusSeconds(checkedSeconds());
      awaitReady(what, ready, end);
      Answer<T> answer = get(question.apply(end)).fold(new Reading<>(what));
      if (answer.value() != null) {
        return answer.value();
      }
      throw CommandFailedException.failed(
          what
              + ": no answer came, expected one within --timeout; see whether it was done before it is asked again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.failed(
          what + ": interrupted, expected to be left waiting; run it again");
    }
  }

  private int checkedSeconds() {
    if (seconds < 1 || seconds > 3600) {
      throw CommandFailedException.badInput(
          "--timeout must be 1 to 3600, got " + seconds + "; correct it");
    }
    return seconds;
  }

  private void awaitReady(String what, BooleanSupplier ready, Instant end)
      throws InterruptedException {
    while (!ready.getAsBoolean()) {
      if (!Instant.now().isBefore(end)) {
        throw CommandFailedException.failed(
            "%s: the bus was not ready within %d s, expected brokers that answer; see that -k is right and its topics are there"
                .formatted(what, seconds));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    }
  }

  private <T> T answer(
      String what, Function<Instant, CompletableFuture<CryptoResult<T>>> question, Instant end)
      throws InterruptedException {
    Reading<T> reading = new Reading<>(what);
    while (true) {
      Instant soon = Instant.now().plus(TRY);
      CryptoResult<T> result = get(question.apply(soon.isBefore(end) ? soon : end));
      Answer<T> answer = result.fold(reading);
      if (answer.value() != null) {
        return answer.value();
      }
      long leftNanos = Duration.between(Instant.now(), end).toNanos();
      long pauseNanos = Math.min(answer.retryAfter().toNanos(), PAUSE_MAX.toNanos());
      if (leftNanos <= pauseNanos) {
        throw CommandFailedException.failed(
            "%s: no crypto worker did it within %d s (%s at last), expected an answer; see that one runs and its token is well"
                .formatted(what, seconds, lacking(result)));
      }
      TimeUnit.NANOSECONDS.sleep(pauseNanos);
    }
  }

  /** What the last try lacked, in words. */
  private static String lacking(CryptoResult<?> result) {
    return result instanceof CryptoResult.Unavailable<?> later
        ? later.shortage().words()
        : "too late";
  }

  private static <T> CryptoResult<T> get(CompletableFuture<CryptoResult<T>> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client's answers complete normally", e);
    }
  }

  /** A value, or how long to wait for one. */
  private record Answer<T>(T value, Duration retryAfter) {}

  private record Reading<T>(String what) implements CryptoResult.Cases<T, Answer<T>> {
    @Override
    public Answer<T> done(T value) {
      return new Answer<>(value, Duration.ZERO);
    }

    @Override
    public Answer<T> refused(Refusal refusal) {
      if (refusal.reason() == Refusal.Reason.EXPIRED) {
        // It was this try's deadline that passed, not ours.
        return new Answer<>(null, PAUSE_MAX);
      }
      throw CommandFailedException.refused(what, refusal);
    }

    @Override
    public Answer<T> unavailable(Duration retryAfter) {
      return new Answer<>(null, retryAfter);
    }
  }
}
