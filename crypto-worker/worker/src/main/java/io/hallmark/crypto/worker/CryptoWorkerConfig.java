package io.hallmark.crypto.worker;

import static java.util.Objects.requireNonNull;

import io.hallmark.crypto.worker.audit.AuditSettings;
import io.hallmark.crypto.worker.policy.WorkerPolicy;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a crypto worker is told. Immutable.
 *
 * @param hsm the HSM file
 * @param requestsInFlightMax requests that may be with the worker at once; one more is answered
 *     with: ask again later
 * @param commandsWaitingMax administrative commands that may wait for the one at hand
 * @param deletionWaitMin for how long the deletion of a key can be undone at least, 1 s to 365 days
 * @param audit how far the audit may fall behind
 * @param policy who may do what
 */
public record CryptoWorkerConfig(
    Path hsm,
    int requestsInFlightMax,
    int commandsWaitingMax,
    Duration deletionWaitMin,
    AuditSettings audit,
    WorkerPolicy policy) {
  public static final int REQUESTS_IN_FLIGHT_DEFAULT = 4096;
  public static final int REQUESTS_IN_FLIGHT_LIMIT = 1_000_000;
  public static final int COMMANDS_WAITING_DEFAULT = 64;
  public static final int COMMANDS_WAITING_LIMIT = 10_000;
  public static final Duration DELETION_WAIT_MIN_DEFAULT = Duration.ofDays(7);
  private static final Duration DELETION_WAIT_MIN_LEAST = Duration.ofSeconds(1);
  private static final Duration DELETION_WAIT_MIN_LIMIT = Duration.ofDays(365);

  public CryptoWorkerConfig {
    requireNonNull(hsm, "hsm");
    requireNonNull(audit, "audit");
    requireNonNull(policy, "policy");
    check("requestsInFlightMax", requestsInFlightMax, REQUESTS_IN_FLIGHT_LIMIT);
    check("commandsWaitingMax", commandsWaitingMax, COMMANDS_WAITING_LIMIT);
    if (deletionWaitMin.compareTo(DELETION_WAIT_MIN_LEAST) < 0
        || deletionWaitMin.compareTo(DELETION_WAIT_MIN_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "deletionWaitMin must be 1s to 365d, got " + deletionWaitMin);
    }
  }

  /** With the defaults for everything that has one. */
  public static CryptoWorkerConfig of(Path hsm) {
    return new CryptoWorkerConfig(
        hsm,
        REQUESTS_IN_FLIGHT_DEFAULT,
        COMMANDS_WAITING_DEFAULT,
        DELETION_WAIT_MIN_DEFAULT,
        AuditSettings.DEFAULT,
        WorkerPolicy.DEFAULT);
  }

  public CryptoWorkerConfig withPolicy(WorkerPolicy another) {
    return new CryptoWorkerConfig(
        hsm, requestsInFlightMax, commandsWaitingMax, deletionWaitMin, audit, another);
  }

  private static void check(String key, int value, int limit) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException("%s must be 1 to %d, got %d".formatted(key, limit, value));
    }
  }
}
