package io.hallmark.crypto;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Administers the keys that wrap tenants' keys. Safe for concurrent use. */
public interface WrappingKeyClient {
  /** Makes a tenant's first wrapping key; where there is one, answers with the newest. */
  CompletableFuture<CryptoResult<WrappingKeyInfo>> create(String tenant, Instant deadline);

  /**
   * Makes the next generation. The tenant's keys are then wrapped by it in the background; {@link
   * #list} says how many each generation still wraps.
   *
   * @param fromGeneration the one that is to be followed, so that asking twice rotates once
   */
  CompletableFuture<CryptoResult<WrappingKeyInfo>> rotate(
      String tenant, int fromGeneration, Instant deadline);

  /**
   * Destroys a generation for good. Refused while keys are wrapped by it, and for the newest. By
   * approvals over {@link ApprovedCommands#retirement}, which are used up once the worker has found
   * them all right.
   */
  CompletableFuture<CryptoResult<WrappingKeyInfo>> retire(
      String tenant, int generation, List<Approval> approvals, Instant deadline);

  /** By tenant and generation. */
  CompletableFuture<CryptoResult<List<WrappingKeyInfo>>> list(
      Optional<String> tenant, Instant deadline);
}
