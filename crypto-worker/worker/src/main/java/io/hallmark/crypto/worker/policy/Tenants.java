package io.hallmark.crypto.worker.policy;

import java.util.Map;
import java.util.Optional;

/**
 * Whose keys a worker signs with. Immutable.
 *
 * @param named quotas by tenant; empty: there are no others
 * @param others whether tenants that are not named are served too, without quota
 */
public record Tenants(Map<String, TenantQuota> named, boolean others) {
  /** Of a worker that was told of no tenants: all, without quotas. */
  public static final Tenants ALL = new Tenants(Map.of(), true);

  public Tenants {
    named = Map.copyOf(named);
  }

  /** The quota of a tenant; empty: it is unknown and is refused. */
  public Optional<TenantQuota> quota(String tenant) {
    TenantQuota quota = named.get(tenant);
    return quota == null && others
        ? Optional.of(TenantQuota.UNLIMITED)
        : Optional.ofNullable(quota);
  }
}
