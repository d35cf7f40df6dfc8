package io.hallmark.crypto;

import java.time.Duration;
import java.util.function.Function;

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

  /** What {@code next} makes of the value; a refusal stays a refusal. */
  default <U> CryptoResult<U> flatMap(Function<? super T, CryptoResult<U>> next) {
    return fold(
        new Cases<>() {
          @Override
          public CryptoResult<U> done(T value) {
            return next.apply(value);
          }

          @Override
          public CryptoResult<U> refused(Refusal refusal) {
            return new Refused<>(refusal);
          }

          @Override
          public CryptoResult<U> unavailable(Duration retryAfter) {
            return new Unavailable<>(retryAfter, shortage());
          }
        });
  }

  /** What was lacking, where the answer is "ask again later" and says so; else unknown. */
  default Shortage shortage() {
    return Shortage.UNKNOWN;
  }

  /** The same outcome with another value. */
  default <U> CryptoResult<U> map(Function<? super T, U> change) {
    return flatMap(value -> new Done<>(change.apply(value)));
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

  /**
   * Asking again later may help.
   *
   * @param shortage for people and metrics; what to do is the same whatever it is
   */
  record Unavailable<T>(Duration retryAfter, Shortage shortage) implements CryptoResult<T> {
    public Unavailable(Duration retryAfter) {
      this(retryAfter, Shortage.UNKNOWN);
    }

    @Override
    public <R> R fold(Cases<T, R> cases) {
      return cases.unavailable(retryAfter);
    }
  }
}
