package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys that this cluster knows, by name. Safe for concurrent use. */
public interface KeyRegistry {
  /** The key of this name. Waits for nothing. */
  Optional<RegisteredKey> find(KeyName name);

  /** Keys in the order of their names, as they are now. Waits for nothing. */
  Page page(KeyFilter filter, KeyPageRequest request);

  /**
   * Writes the next revision of a key and waits until every later {@link #find} here sees it, until
   * {@code deadline} at most. Where another worker wrote a revision of that number first, that one
   * holds, and the answer is: ask again.
   *
   * @param key as it shall be, with the revision that was read; 0 where there was none
   */
  CryptoResult<RegisteredKey> put(RegisteredKey key, Instant deadline) throws InterruptedException;

  /** Removes the key and waits until no later {@link #find} here sees it. */
  CryptoResult<KeyName> remove(KeyName name, Instant deadline) throws InterruptedException;

  /**
   * Some keys.
   *
   * @param keys those of the filter, at most as many as were asked for
   * @param next what the next page comes after; empty where there is none
   */
  record Page(List<RegisteredKey> keys, Optional<KeyName> next) {
    public Page {
      keys = List.copyOf(keys);
    }
  }
}
