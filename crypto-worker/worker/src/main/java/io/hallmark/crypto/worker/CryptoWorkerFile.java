package io.hallmark.crypto.worker;

import io.hallmark.crypto.worker.audit.AuditSettings;
import io.hallmark.crypto.worker.keys.KeySettings;
import io.hallmark.crypto.worker.policy.ApprovalRules;
import io.hallmark.crypto.worker.policy.Tenants;
import io.hallmark.crypto.worker.policy.WorkerPolicy;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A crypto worker's configuration as it stands in its file. What is absent has its default.
 *
 * @param hsm the HSM file, relative to this one
 * @param requestsInFlightMax as in {@link CryptoWorkerConfig}
 * @param commandsWaitingMax as in {@link KeySettings}
 * @param deletionWaitMin as in {@link KeySettings}
 * @param retireWaitMin as in {@link KeySettings}
 * @param audit as in {@link CryptoWorkerConfig}
 * @param queueWaitMax as in {@link WorkerPolicy}
 * @param tenants quotas by tenant; where it is there, tenants that it does not name are refused
 * @param approvals who approves dangerous commands; where it is absent they are refused
 */
record CryptoWorkerFile(
    Path hsm,
    Integer requestsInFlightMax,
    Integer commandsWaitingMax,
    Duration deletionWaitMin,
    Duration retireWaitMin,
    AuditPart audit,
    Duration queueWaitMax,
    Map<String, TenantFile> tenants,
    ApprovalsFile approvals) {
  /** As in {@link AuditSettings}. */
  record AuditPart(
      Integer unwrittenMax, Duration unwrittenFor, Duration headEvery, Duration unsignedFor) {
    AuditSettings settings() {
      AuditSettings defaults = AuditSettings.DEFAULT;
      return new AuditSettings(
          orElse(unwrittenMax, defaults.unwrittenMax()),
          orElse(unwrittenFor, defaults.unwrittenFor()),
          orElse(headEvery, defaults.headEvery()),
          orElse(unsignedFor, defaults.unsignedFor()));
    }
  }

  /**
   * Reads and checks a file.
   *
   * @throws ConfigurationException naming file, key and value
   */
  static CryptoWorkerConfig read(Path file) {
    return YamlFile.read(file, CryptoWorkerFile.class, content -> content.config(file));
  }

  private CryptoWorkerConfig config(Path file) {
    // Not in a constructor of the record: a misspelt key would then be reported as this one
    // missing.
    if (hsm == null) {
      throw new IllegalArgumentException("hsm is missing, expected the path of the HSM file");
    }
    Path found = file.toAbsolutePath().resolveSibling(hsm).normalize();
    CryptoWorkerConfig defaults = CryptoWorkerConfig.of(found);
    return new CryptoWorkerConfig(
        found,
        orElse(requestsInFlightMax, defaults.requestsInFlightMax()),
        keys(),
        audit == null ? defaults.audit() : audit.settings(),
        policy(file));
  }

  private KeySettings keys() {
    KeySettings defaults = KeySettings.DEFAULT;
    return new KeySettings(
        orElse(commandsWaitingMax, defaults.commandsWaitingMax()),
        orElse(deletionWaitMin, defaults.deletionWaitMin()),
        orElse(retireWaitMin, defaults.retireWaitMin()));
  }

  private WorkerPolicy policy(Path file) {
    return new WorkerPolicy(
        tenants == null ? Tenants.ALL : new Tenants(TenantFile.quotas(tenants), false),
        approvals == null ? ApprovalRules.NONE : approvals.rules(file),
        orElse(queueWaitMax, WorkerPolicy.QUEUE_WAIT_MAX_DEFAULT));
  }

  private static <T> T orElse(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
