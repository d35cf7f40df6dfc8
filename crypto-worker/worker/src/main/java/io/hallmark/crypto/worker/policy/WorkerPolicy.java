package io.hallmark.crypto.worker.policy;

import java.util.Objects;

/** What a worker's configuration says of who may do what. Immutable. */
public record WorkerPolicy(Tenants tenants, ApprovalRules approvals) {
  /** All tenants, and no dangerous commands. */
  public static final WorkerPolicy DEFAULT = new WorkerPolicy(Tenants.ALL, ApprovalRules.NONE);

  public WorkerPolicy {
    Objects.requireNonNull(tenants, "tenants");
    Objects.requireNonNull(approvals, "approvals");
  }
}
