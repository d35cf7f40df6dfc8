package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey;
import io.hallmark.crypto.worker.wrapping.WrappingKeyRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Wrapping keys in memory. */
final class MapWrappingKeys implements WrappingKeyRegistry {
  private final Map<String, TenantWrappingKey> keys = new ConcurrentHashMap<>();

  @Override
  public Optional<TenantWrappingKey> newest(String tenant) {
    return all(Optional.of(tenant)).stream()
        .max(Comparator.comparing(TenantWrappingKey::generation));
  }

  @Override
  public Optional<TenantWrappingKey> find(String tenant, int generation) {
    return Optional.ofNullable(keys.get(tenant + "/" + generation));
  }

  @Override
  public List<TenantWrappingKey> all(Optional<String> tenant) {
    return keys.values().stream()
        .filter(key -> tenant.map(key.tenant()::equals).orElse(true))
        .sorted(Comparator.comparing(TenantWrappingKey::generation))
        .toList();
  }

  @Override
  public CryptoResult<TenantWrappingKey> put(TenantWrappingKey key, Instant deadline) {
    keys.put(key.tenant() + "/" + key.generation(), key);
    return new CryptoResult.Done<>(key);
  }
}
