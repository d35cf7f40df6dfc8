package io.hallmark.crypto;

import java.time.Duration;

/** What became of a request to the crypto worker. */
public sealed interface CryptoResult<T> {
  <R> R fold(Cases<T, R> cases);

  /** One answer for each case; a new case breaks every caller at compile time. */
  interface Cases<T, R> {
    R done(T value);

    /** Asking again will not help. */
    R refused(Refusal refusal);

    /** Asking again after {@code retryAfter} may help. */
    R unavailable(Duration retryAfter);
  }

  record Done<T>(T value) implements CryptoResult<T> {
    @Override
    public <R> R fold(Cases<T, R> cases) {
      return cases.done(value);
    }
  }

  record Refused<T>(Refusal refusal) implements CryptoResult<T> {
    @Override
    public <R> R fold(Cases<T, R> cases) {
      return cases.refused(refusal);
    }
  }

  record Unavailable<T>(Duration retryAfter) implements CryptoResult<T> {
    @Override
    public <R> R fold(Cases<T, R> cases) {
      return cases.unavailable(retryAfter);
    }
  }
}
