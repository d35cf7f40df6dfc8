package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.WrappedBlob;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  public Map<KeyName, CryptoResult<RegisteredKey>> putAll(
      List<RegisteredKey> changed, Instant deadline) {
    Map<KeyName, CryptoResult<RegisteredKey>> outcomes = new LinkedHashMap<>();
    changed.forEach(key -> outcomes.put(key.info().name(), put(key, deadline)));
    return outcomes;
  }

  @Override
  public List<KeyName> dueAt(Instant now, int limit) {
    return names(key -> key.info().life().deletionAt().map(at -> !now.isBefore(at)).orElse(false))
        .limit(limit)
        .toList();
  }

  @Override
  public List<KeyName> withLeftovers(int limit) {
    return names(key -> !key.leftovers().isEmpty()).limit(limit).toList();
  }

  @Override
  public Map<Integer, Long> wrapped(String tenant) {
    return keys.values().stream()
        .filter(key -> key.info().name().tenant().equals(tenant))
        .flatMap(key -> key.blob().stream())
        .collect(Collectors.groupingBy(WrappedBlob::generation, Collectors.counting()));
  }

  @Override
  public List<String> wrappingTenants() {
    return names(key -> key.blob().isPresent()).map(KeyName::tenant).distinct().toList();
  }

  @Override
  public List<KeyName> wrappedBefore(
      String tenant, int generation, Optional<KeyName> after, int limit) {
    return names(
            key ->
                key.info().name().tenant().equals(tenant)
                    && after.map(a -> key.info().name().compareTo(a) > 0).orElse(true)
                    && key.blob().map(blob -> blob.generation() < generation).orElse(false))
        .limit(limit)
        .toList();
  }

  private Stream<KeyName> names(Predicate<RegisteredKey> which) {
    return keys.values().stream().filter(which).map(key -> key.info().name());
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
