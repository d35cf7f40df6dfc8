package io.hallmark.crypto;

import java.time.Instant;
import java.util.List;
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
   * Signs a digest that the caller made of some content. The worker can't know of what, so the
   * key's policy must allow it ({@link ContentShape#ANY_OR_DIGEST}).
   *
   * @param scheme not Ed25519
   * @param digest as long as the scheme's hash
   */
  CompletableFuture<CryptoResult<Signature>> signDigest(
      KeyName key, SignatureScheme scheme, byte[] digest, Instant deadline);

  /** Contents that one batch can have. */
  int BATCH_MAX = 256;

  /** More content in one batch is refused, as of one request. */
  int BATCH_BYTES_MAX = CONTENT_BYTES_MAX;

  /**
   * Signs many contents in one request, each judged and answered by itself: some may be signed,
   * some refused, and some to be asked for again.
   *
   * @param contents 1 to {@value #BATCH_MAX}, of {@value #BATCH_BYTES_MAX} bytes together
   * @param deadline of all of them
   * @return one result for each content, in their order; or the one that all of them have
   */
  CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
      KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline);

  /**
   * Whether a batch has contents, and not too many.
   *
   * @throws IllegalArgumentException where it has not
   */
  static void checkBatch(int contents, long bytes) {
    if (contents < 1 || contents > BATCH_MAX || bytes > BATCH_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a batch of %d contents of %d bytes; expected 1 to %d of at most %d together"
              .formatted(contents, bytes, BATCH_MAX, BATCH_BYTES_MAX));
    }
  }

  /**
   * Whether the reply partition is assigned and its end position confirmed, so that requests can be
   * sent.
   */
  boolean isReady();

  @Override
  void close();
}
