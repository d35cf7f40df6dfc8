package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A registry that forgets nothing and waits for nothing. */
public final class MapKeyRegistry implements KeyRegistry {
  private final ConcurrentSkipListMap<KeyName, RegisteredKey> keys = new ConcurrentSkipListMap<>();

  /** Forgets all keys, as if nobody had written them. */
  public void clear() {
    keys.clear();
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  @Override
  public Optional<RegisteredKey> find(KeyName name) {
    return Optional.ofNullable(keys.get(name));
  }

  @Override
  public Page page(KeyFilter filter, KeyPageRequest request) {
    List<RegisteredKey> found =
        keys.values().stream()
            .filter(key -> accepts(filter, key.info()))
            .filter(
                key -> request.after().map(a -> key.info().name().compareTo(a) > 0).orElse(true))
            .toList();
    List<RegisteredKey> page = found.stream().limit(request.limit()).toList();
    return new Page(
        page,
        found.size() > page.size()
            ? Optional.of(page.get(page.size() - 1).info().name())
            : Optional.empty());
  }

  @Override
  public CryptoResult<RegisteredKey> put(RegisteredKey key, Instant deadline) {
    RegisteredKey next = key.nextRevision();
    long held = find(key.info().name()).map(RegisteredKey::revision).orElse(0L);
    if (held != key.revision()) {
      return new CryptoResult.Unavailable<>(Duration.ofMillis(1));
    }
    keys.put(key.info().name(), next);
    return new CryptoResult.Done<>(next);
  }

  @Override
  public CryptoResult<KeyName> remove(KeyName name, Instant deadline) {
    keys.remove(name);
    return new CryptoResult.Done<>(name);
  }

  private static boolean accepts(KeyFilter filter, KeyInfo key) {
    return filter.tenant().map(key.name().tenant()::equals).orElse(true)
        && filter.category().map(key.category()::equals).orElse(true)
        && filter.state().map(key.life().state()::equals).orElse(true)
        && filter.spec().map(key.spec()::equals).orElse(true)
        && key.name().alias().startsWith(filter.aliasPrefix());
  }
}
