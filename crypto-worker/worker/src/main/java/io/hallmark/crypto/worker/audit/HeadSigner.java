package io.hallmark.crypto.worker.audit;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Signs heads with a key of this worker's. Safe for concurrent use. */
@FunctionalInterface
public interface HeadSigner {
  /**
   * The signature over {@code content}, ECDSA with SHA-256; empty where no token or key can now.
   * Returns at once.
   */
  CompletableFuture<Optional<HeadSignature>> sign(byte[] content);
}
