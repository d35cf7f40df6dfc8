package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.UsePolicy;
import io.hallmark.crypto.worker.quota.Grant;
import io.hallmark.crypto.worker.quota.UseQuotas;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets commands use a key as far as requests for signatures may: by the same policy, out of the
 * same quotas. Safe for concurrent use.
 */
final class PermittedUses {
  /** One use of a key; waits for a token. */
  @FunctionalInterface
  interface Use<T> {
    CryptoResult<T> make() throws InterruptedException;
  }

  private final UseQuotas quotas;
  private final Clock clock;

  PermittedUses(UseQuotas quotas, Clock clock) {
    this.quotas = quotas;
    this.clock = clock;
  }

  /** Makes {@code use} where {@code caller} may use {@code key} now; else says why not. */
  <T> CryptoResult<T> make(RegisteredKey key, String caller, Use<T> use)
      throws InterruptedException {
    Optional<Refusal> refusal = UsePolicy.judge(caller, key, clock.instant());
    if (refusal.isPresent()) {
      return new CryptoResult.Refused<>(refusal.get());
    }
    CryptoResult<Grant.Taken> grant = quotas.take(key).fold(new Granted());
    return grant instanceof CryptoResult.Done<Grant.Taken> taken
        ? make(taken.value(), use)
        : grant.map(never -> null);
  }

  /** What it took is free again unless it was made. */
  private static <T> CryptoResult<T> make(Grant.Taken taken, Use<T> use)
      throws InterruptedException {
    boolean made = false;
    try {
      CryptoResult<T> outcome = use.make();
      made = outcome instanceof CryptoResult.Done;
      return outcome;
    } finally {
      if (made) {
        taken.signed();
      } else {
        taken.undo();
      }
    }
  }

  private static final class Granted implements Grant.Cases<CryptoResult<Grant.Taken>> {
    @Override
    public CryptoResult<Grant.Taken> taken(Grant.Taken taken) {
      return new CryptoResult.Done<>(taken);
    }

    @Override
    public CryptoResult<Grant.Taken> refused(Refusal refusal) {
      return new CryptoResult.Refused<>(refusal);
    }

    @Override
    public CryptoResult<Grant.Taken> later(Duration retryAfter, Shortage limit) {
      return new CryptoResult.Unavailable<>(retryAfter, limit);
    }
  }
}
