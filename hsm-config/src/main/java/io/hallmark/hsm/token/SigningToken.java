package io.hallmark.hsm.token;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Uses of private keys, and random bytes: what a token does all day. See {@link Token}. */
public interface SigningToken {
  /** Most random bytes that one request may ask for. */
  int RANDOM_BYTES_MAX = 4096;

  String name();

  /** Signs once. A wrapped key is unwrapped in the token first, unless it still is. */
  CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task);

  /**
   * As {@link #sign}, for a thread that waits anyway: where a lane is idle the signature is made on
   * the calling thread, which spares two changes of thread. Not for event loops and poll threads.
   */
  default TokenResult<TokenSignature> signAndWait(SignTask task) {
    return sign(task).join();
  }

  /**
   * The x-coordinate that both sides' keys agree on, as long as the curve's field. It goes through
   * this process in clear: derive from it, never hand it on. A peer's key that is not a point of
   * our key's curve is refused before the token sees it (SP 800-56A section 5.6.2.3.3).
   */
  default CompletableFuture<TokenResult<SecretBytes>> deriveSharedSecret(AgreeTask task) {
    return Unsupported.by(name(), "agreement on a secret");
  }

  /**
   * Random bytes of the token's generator.
   *
   * @param tenant whose share of the token it counts against
   * @param bytes 1 to {@link #RANDOM_BYTES_MAX}; anything else is refused
   */
  default CompletableFuture<TokenResult<Octets>> random(
      String tenant, int bytes, Instant deadline) {
    return Unsupported.by(name(), "random bytes");
  }
}
