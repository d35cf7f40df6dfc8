package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.RateLimit;
import java.util.Optional;

/**
 * What one tenant may have. Immutable.
 *
 * @param rate signatures in the whole cluster; empty: no limit but the token's
 * @param inFlightMax requests of it that may be with one worker at once
 * @param keysMax keys in the registry
 */
public record TenantQuota(Optional<RateLimit> rate, int inFlightMax, int keysMax) {
  public static final int IN_FLIGHT_LIMIT = 1_000_000;
  public static final int KEYS_LIMIT = 100_000_000;

  /** Of a tenant that was given none. */
  public static final TenantQuota UNLIMITED =
      new TenantQuota(Optional.empty(), IN_FLIGHT_LIMIT, KEYS_LIMIT);

  public TenantQuota {
    check("inFlightMax", inFlightMax, IN_FLIGHT_LIMIT);
    check("keysMax", keysMax, KEYS_LIMIT);
  }

  private static void check(String key, int value, int limit) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException("%s must be 1 to %d, got %d".formatted(key, limit, value));
    }
  }
}
