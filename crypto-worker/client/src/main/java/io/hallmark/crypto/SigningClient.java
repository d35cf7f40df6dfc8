package io.hallmark.crypto;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for signatures by keys that never leave a token. Proves origin, not freshness. Safe for
 * concurrent use.
 *
 * <p>The future always completes normally, at the deadline at the latest, on a thread of the
 * client: do little there, or hand over. Cancelling it drops the request where it is still waiting
 * to be sent.
 */
public interface SigningClient extends AutoCloseable {
  /** More content is refused: a request has to fit into one record of the bus. */
  int CONTENT_BYTES_MAX = 1024 * 1024;

  /**
   * Signs {@code content} (whole, not its digest).
   *
   * @param deadline after which nobody needs the signature and none is made
   */
  CompletableFuture<CryptoResult<Signature>> sign(
      KeyName key, SignatureScheme scheme, byte[] content, Instant deadline);

  /**
   * Whether the reply partition is assigned and its end position confirmed, so that requests can be
   * sent.
   */
  boolean isReady();

  @Override
  void close();
}
