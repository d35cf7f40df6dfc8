package io.hallmark.crypto.worker;

import io.hallmark.crypto.RateLimit;
import io.hallmark.crypto.worker.policy.TenantQuota;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One tenant of {@code tenants:} as it stands in the file. What is absent has its default. */
record TenantFile(
    Integer signaturesPerSecond, Integer burst, Integer inFlightMax, Integer keysMax) {
  static Map<String, TenantQuota> quotas(Map<String, TenantFile> tenants) {
    Map<String, TenantQuota> quotas = new TreeMap<>();
    tenants.forEach((name, tenant) -> quotas.put(name, quota(name, tenant)));
    return quotas;
  }

  private static TenantQuota quota(String name, TenantFile tenant) {
    if (tenant == null) {
      return TenantQuota.UNLIMITED;
    }
    try {
      return new TenantQuota(
          tenant.rate(),
          tenant.inFlightMax() == null ? TenantQuota.UNLIMITED.inFlightMax() : tenant.inFlightMax(),
          tenant.keysMax() == null ? TenantQuota.UNLIMITED.keysMax() : tenant.keysMax());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tenants.%s.%s".formatted(name, e.getMessage()), e);
    }
  }

  private Optional<RateLimit> rate() {
    if (signaturesPerSecond == null) {
      if (burst != null) {
        throw new IllegalArgumentException(
            "signaturesPerSecond is missing, expected one where burst is");
      }
      return Optional.empty();
    }
    return Optional.of(
        burst == null
            ? RateLimit.perSecond(signaturesPerSecond)
            : new RateLimit(signaturesPerSecond, burst));
  }
}
