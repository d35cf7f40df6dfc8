package io.hallmark.crypto.worker;

import static java.util.Objects.requireNonNull;

import io.hallmark.crypto.worker.audit.AuditSettings;
import io.hallmark.crypto.worker.keys.KeySettings;
import io.hallmark.crypto.worker.policy.WorkerPolicy;
import java.nio.file.Path;

/**
 * What a crypto worker is told. Immutable.
 *
 * @param hsm the HSM file
 * @param requestsInFlightMax requests that may be with the worker at once; one more is answered
 *     with: ask again later
 * @param keys how they are administered
 * @param audit how far the audit may fall behind
 * @param policy who may do what
 */
public record CryptoWorkerConfig(
    Path hsm, int requestsInFlightMax, KeySettings keys, AuditSettings audit, WorkerPolicy policy) {
  public static final int REQUESTS_IN_FLIGHT_DEFAULT = 4096;
  public static final int REQUESTS_IN_FLIGHT_LIMIT = 1_000_000;

  public CryptoWorkerConfig {
    requireNonNull(hsm, "hsm");
    requireNonNull(keys, "keys");
    requireNonNull(audit, "audit");
    requireNonNull(policy, "policy");
    if (requestsInFlightMax < 1 || requestsInFlightMax > REQUESTS_IN_FLIGHT_LIMIT) {
      throw new IllegalArgumentException(
          "requestsInFlightMax must be 1 to %d, got %d"
              .formatted(REQUESTS_IN_FLIGHT_LIMIT, requestsInFlightMax));
    }
  }

  /** With the defaults for everything that has one. */
  public static CryptoWorkerConfig of(Path hsm) {
    return new CryptoWorkerConfig(
        hsm,
        REQUESTS_IN_FLIGHT_DEFAULT,
        KeySettings.DEFAULT,
        AuditSettings.DEFAULT,
        WorkerPolicy.DEFAULT);
  }

  public CryptoWorkerConfig withPolicy(WorkerPolicy another) {
    return new CryptoWorkerConfig(hsm, requestsInFlightMax, keys, audit, another);
  }
}
