package io.hallmark.crypto;

import io.hallmark.messaging.rpc.RpcOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** From outcomes that are on their way to results that are. */
final class Answers {
  private Answers() {}

  /** Completes with {@code call}; cancelling it cancels {@code call}. */
  static <T> CompletableFuture<CryptoResult<T>> of(
      CompletableFuture<RpcOutcome> call, Function<byte[], T> decode) {
    CompletableFuture<CryptoResult<T>> answer =
        call.thenApply(outcome -> CryptoOutcomes.result(outcome, decode));
    CompletableFuture<CryptoResult<T>> unused =
        answer.whenComplete(
            (result, fault) -> {
              if (answer.isCancelled()) {
                call.cancel(false);
              }
            });
    return answer;
  }
}
