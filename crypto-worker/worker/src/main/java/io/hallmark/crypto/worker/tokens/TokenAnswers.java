package io.hallmark.crypto.worker.tokens;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Shortage;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;

/** What a token's answer means to whoever asked over the bus. */
public final class TokenAnswers {
  private TokenAnswers() {}

  public static <T> CryptoResult<T> toCaller(TokenResult<T> result) {
    return result.fold(
        new TokenResult.Cases<>() {
          @Override
          public CryptoResult<T> done(T value) {
            return new CryptoResult.Done<>(value);
          }

          @Override
          public CryptoResult<T> refused(TokenFault fault) {
            return new CryptoResult.Refused<>(refusal(fault));
          }

          @Override
          public CryptoResult<T> unavailable(TokenFault fault, Duration retryAfter) {
            // Whoever waited is gone: there is no later for this request.
            return fault.errorClass() == ErrorClass.EXPIRED
                ? new CryptoResult.Refused<>(refusal(fault))
                : new CryptoResult.Unavailable<>(retryAfter, Shortage.TOKEN);
          }
        });
  }

  private static Refusal refusal(TokenFault fault) {
    Reason reason =
        fault.errorClass() == ErrorClass.EXPIRED ? Reason.EXPIRED : Reason.TOKEN_REFUSED;
    return new Refusal(reason, fault.detail());
  }
}
