package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;

/** Answers in few words. */
final class Answers {
  private Answers() {}

  static <T> TokenResult<T> done(T value) {
    return new TokenResult.Done<>(value);
  }

  /** The caller's fault. */
  static <T> TokenResult<T> refused(long code, String detail) {
    return new TokenResult.Refused<>(new TokenFault(ErrorClass.CALLER, code, detail));
  }

  static <T> TokenResult<T> refusedFor(TokenFault fault) {
    return new TokenResult.Refused<>(fault);
  }

  /** The token did something else than it was asked to; asking again will not help. */
  static <T> TokenResult<T> misbehaved(String detail) {
    return new TokenResult.Refused<>(new TokenFault(ErrorClass.TOKEN, 0, detail));
  }

  /**
   * The same answer, where it is not that something was done, to another question.
   *
   * @throws IllegalArgumentException where it was done
   */
  static <A, B> TokenResult<B> passedOn(TokenResult<A> result) {
    return result.fold(
        new TokenResult.Cases<A, TokenResult<B>>() {
          @Override
          public TokenResult<B> done(A value) {
            throw new IllegalArgumentException("done, and therefore not to be passed on");
          }

          @Override
          public TokenResult<B> refused(TokenFault fault) {
            return new TokenResult.Refused<>(fault);
          }

          @Override
          public TokenResult<B> unavailable(TokenFault fault, Duration retryAfter) {
            return new TokenResult.Unavailable<>(fault, retryAfter);
          }
        });
  }
}
