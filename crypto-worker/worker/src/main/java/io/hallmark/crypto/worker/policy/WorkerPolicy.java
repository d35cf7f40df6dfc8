package io.hallmark.crypto.worker.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * What a worker's configuration says of who may do what. Immutable.
 *
 * @param queueWaitMax for how long a request may wait for its turn at a token; 1 ms to 10 s
 */
public record WorkerPolicy(Tenants tenants, ApprovalRules approvals, Duration queueWaitMax) {
  public static final Duration QUEUE_WAIT_MAX_DEFAULT = Duration.ofMillis(50);

  private static final Duration QUEUE_WAIT_LEAST = Duration.ofMillis(1);
  private static final Duration QUEUE_WAIT_MOST = Duration.ofSeconds(10);

  /** All tenants, and no dangerous commands. */
  public static final WorkerPolicy DEFAULT = new WorkerPolicy(Tenants.ALL, ApprovalRules.NONE);

  public WorkerPolicy(Tenants tenants, ApprovalRules approvals) {
    this(tenants, approvals, QUEUE_WAIT_MAX_DEFAULT);
  }

  public WorkerPolicy {
    Objects.requireNonNull(tenants, "tenants");
    Objects.requireNonNull(approvals, "approvals");
    if (queueWaitMax.compareTo(QUEUE_WAIT_LEAST) < 0
        || queueWaitMax.compareTo(QUEUE_WAIT_MOST) > 0) {
      throw new IllegalArgumentException(
          "queueWaitMax must be 1ms to 10s, got %d ms".formatted(queueWaitMax.toMillis()));
    }
  }
}
