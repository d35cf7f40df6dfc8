package io.hallmark.hsm.token;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A PKCS#11 token that is logged in and signs with keys that never leave it. Safe for concurrent
 * use.
 *
 * <p>Every operation is queued for one of the token's lanes and completes on that lane's thread
 * (complete quickly, or hand over). A failure of the token is a {@link TokenResult}, never an
 * exceptional completion; only our own bugs complete a future exceptionally. Queues are bounded: a
 * full one answers {@link TokenResult.Unavailable} at once.
 */
public interface Token extends AutoCloseable {
  /** What the token is called in the HSM file. */
  String name();

  /** The token as found: serial, label, model, limits. */
  TokenInfo info();

  /** Whether it can be used now, and if not why. */
  TokenState state();

  /** Signs once with the private key whose CKA_ID is {@code task.key()}. */
  CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task);

  /**
   * As {@link #sign}, for a thread that waits anyway: where a lane is idle the signature is made on
   * the calling thread, which spares two changes of thread. Not for event loops and poll threads.
   */
  default TokenResult<TokenSignature> signAndWait(SignTask task) {
    return sign(task).join();
  }

  /**
   * Makes a key pair inside the token: private part SENSITIVE and not EXTRACTABLE, read back and
   * checked before this completes. A key with the same CKA_ID is a refusal; nothing is overwritten.
   */
  CompletableFuture<TokenResult<TokenKey>> generate(GenerateTask task);

  /** Key pairs in the token. */
  CompletableFuture<TokenResult<List<TokenKey>>> keys();

  /** Counters since the token was opened; a consistent snapshot is not promised. */
  TokenCounters counters();

  /** Stops taking work, finishes what is in a lane, logs out. Idempotent. */
  @Override
  void close();
}
