package io.hallmark.crypto.worker.wrapping;

import io.hallmark.crypto.CryptoResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The wrapping keys that this cluster knows. Safe for concurrent use. */
public interface WrappingKeyRegistry {
  /** The tenant's newest generation. */
  Optional<TenantWrappingKey> newest(String tenant);

  Optional<TenantWrappingKey> find(String tenant, int generation);

  /** By tenant and generation. */
  List<TenantWrappingKey> all(Optional<String> tenant);

  /** Writes it and waits until it is seen here, until {@code deadline} at most. */
  CryptoResult<TenantWrappingKey> put(TenantWrappingKey key, Instant deadline)
      throws InterruptedException;
}
