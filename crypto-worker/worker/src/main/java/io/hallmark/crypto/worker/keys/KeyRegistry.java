package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /** As {@link #put}, of several at once, each with an outcome of its own. */
  Map<KeyName, CryptoResult<RegisteredKey>> putAll(List<RegisteredKey> keys, Instant deadline)
      throws InterruptedException;

  /** Keys whose deletion was due at {@code now}, the longest due first. */
  List<KeyName> dueAt(Instant now, int limit);

  /** Keys with private parts that a rotation replaced and that are not destroyed yet. */
  List<KeyName> withLeftovers(int limit);

  /** How many keys each generation of a tenant's wrapping keys wraps. */
  Map<Integer, Long> wrapped(String tenant);

  /** Tenants that have wrapped keys. */
  List<String> wrappingTenants();

  /** The tenant's next keys after {@code after} that are wrapped by an older generation. */
  List<KeyName> wrappedBefore(String tenant, int generation, Optional<KeyName> after, int limit);

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
