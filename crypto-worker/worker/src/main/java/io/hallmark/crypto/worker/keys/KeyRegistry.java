package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that this cluster knows, by name. Safe for concurrent use. */
public interface KeyRegistry {
  /** The key of this name. Waits for nothing. */
  Optional<RegisteredKey> find(KeyName name);

  /** All keys, as they are now, in no order. Waits for nothing. */
  Stream<RegisteredKey> all();

  /**
   * Writes the key and waits until every later {@link #find} here sees it, until {@code deadline}
   * at most.
   */
  CryptoResult<RegisteredKey> add(RegisteredKey key, Instant deadline) throws InterruptedException;
}
