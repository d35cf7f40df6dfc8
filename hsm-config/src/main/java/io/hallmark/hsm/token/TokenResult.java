package io.hallmark.hsm.token;

import java.time.Duration;

/** What became of an operation on a token. */
public sealed interface TokenResult<T> {
  <R> R fold(Cases<T, R> cases);

  /** One answer for each case. */
  interface Cases<T, R> {
    R done(T value);

    /** Asking again will not help: the caller, the key or the mechanism is at fault. */
    R refused(TokenFault fault);

    /** The token can't now; asking again after {@code retryAfter}, or another token, may help. */
    R unavailable(TokenFault fault, Duration retryAfter);
  }

  record Done<T>(T value) implements TokenResult<T> {
    @Override
    public <R> R fold(Cases<T, R> cases) {
      return cases.done(value);
    }
  }

  record Refused<T>(TokenFault fault) implements TokenResult<T> {
    @Override
    public <R> R fold(Cases<T, R> cases) {
      return cases.refused(fault);
    }
  }

  record Unavailable<T>(TokenFault fault, Duration retryAfter) implements TokenResult<T> {
    @Override
    public <R> R fold(Cases<T, R> cases) {
      return cases.unavailable(fault, retryAfter);
    }
  }
}
