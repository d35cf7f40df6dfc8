package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for tokens, whose own limits end every call. */
record TokenWait(Clock clock) {
  /** The answer, or a refusal where there is none before {@code deadline}. */
  <T> CryptoResult<T> await(CompletableFuture<CryptoResult<T>> answer, Instant deadline)
      throws InterruptedException {
    long leftNanos = Duration.between(clock.instant(), deadline).toNanos();
    try {
      return answer.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Commands.refused(
          Refusal.Reason.EXPIRED, "the token did not answer before the deadline");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a command failed by our own fault", e);
    }
  }
}
