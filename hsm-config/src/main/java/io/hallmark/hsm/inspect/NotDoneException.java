package io.hallmark.hsm.inspect;

import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;

/** A token did not do what it was asked for; says why. */
public final class NotDoneException extends Exception {
  private static final long serialVersionUID = 1;

  private NotDoneException(TokenFault fault) {
    super(fault.detail());
  }

  /** What a token answered, for those who can't go on without. */
  public static <T> T orThrow(TokenResult<T> result) throws NotDoneException {
    if (result instanceof TokenResult.Done<T> done) {
      return done.value();
    }
    throw new NotDoneException(
        result.fold(
            new TokenResult.Cases<>() {
              @Override
              public TokenFault done(T value) {
                throw new IllegalStateException("what was done is no fault");
              }

              @Override
              public TokenFault refused(TokenFault refusal) {
                return refusal;
              }

              @Override
              public TokenFault unavailable(TokenFault why, Duration retryAfter) {
                return why;
              }
            }));
  }
}
