package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ckr;
import java.util.concurrent.CompletableFuture;

/** The answer of an engine that lacks an operation. */
final class Unsupported {
  private Unsupported() {}

  static <T> CompletableFuture<TokenResult<T>> by(String token, String operation) {
    return CompletableFuture.completedFuture(
        new TokenResult.Refused<>(
            new TokenFault(
                ErrorClass.CALLER,
                Ckr.FUNCTION_NOT_SUPPORTED,
                "token %s: %s is not supported by this engine; use engine cryptoki"
                    .formatted(token, operation))));
  }
}
