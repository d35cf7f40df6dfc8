package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.KeyName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Signs heads with this worker's audit key. Safe for concurrent use. */
public interface HeadSigner {
  /** The key's name, which stands in every head. */
  KeyName key();

  /**
   * The signature over {@code content}, ECDSA with SHA-256; empty where the token or the key can't
   * now. Returns at once.
   */
  CompletableFuture<Optional<byte[]>> sign(byte[] content);
}
