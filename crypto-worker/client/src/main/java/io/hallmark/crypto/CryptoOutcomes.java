package io.hallmark.crypto;

import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.schema.MalformedRecordException;
import java.time.Duration;
import java.util.function.Function;

/** Between our results and the outcomes that travel: the one place that knows the codes. */
public final class CryptoOutcomes {
  private CryptoOutcomes() {}

  /** What a worker answers while it may sign nothing, since its audit is behind. */
  public static RpcOutcome auditBehind(Duration retryAfter) {
    return new RpcOutcome.Unavailable(Shortage.AUDIT.code(), retryAfter);
  }

  /** How a result travels. */
  public static RpcOutcome outcome(CryptoResult<byte[]> result) {
    return result.fold(
        new CryptoResult.Cases<>() {
          @Override
          public RpcOutcome done(byte[] reply) {
            return new RpcOutcome.Done(Body.of(reply));
          }

          @Override
          public RpcOutcome refused(Refusal refusal) {
            return new RpcOutcome.Refused(refusal.reason().code(), refusal.detail());
          }

          @Override
          public RpcOutcome unavailable(Duration retryAfter) {
            // One that says nothing is answered as all of them were before codes were told apart.
            Shortage shortage =
                result.shortage() == Shortage.UNKNOWN ? Shortage.TOKEN : result.shortage();
            return new RpcOutcome.Unavailable(shortage.code(), retryAfter);
          }
        });
  }

  /**
   * The result that travelled.
   *
   * @param decode reads the reply; where it throws {@link MalformedRecordException} or {@link
   *     IllegalArgumentException} the result is a refusal
   */
  public static <T> CryptoResult<T> result(RpcOutcome outcome, Function<byte[], T> decode) {
    return outcome.fold(
        new RpcOutcome.Cases<>() {
          @Override
          public CryptoResult<T> done(Body reply) {
            return decoded(reply, decode);
          }

          @Override
          public CryptoResult<T> refused(int code, String detail) {
            return new CryptoResult.Refused<>(new Refusal(Refusal.Reason.ofCode(code), detail));
          }

          @Override
          public CryptoResult<T> unavailable(int code, Duration retryAfter) {
            return new CryptoResult.Unavailable<>(retryAfter, Shortage.ofCode(code));
          }
        });
  }

  private static <T> CryptoResult<T> decoded(Body reply, Function<byte[], T> decode) {
    try {
      return new CryptoResult.Done<>(decode.apply(reply.toByteArray()));
    } catch (MalformedRecordException | IllegalArgumentException e) {
      return new CryptoResult.Refused<>(
          new Refusal(Refusal.Reason.OTHER, "the crypto worker's reply: " + e.getMessage()));
    }
  }
}
