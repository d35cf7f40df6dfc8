package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.RetireWrappingKey;
import io.hallmark.messaging.wire.crypto.ScheduleDeletion;
import java.time.Duration;

/** Commands that destroy, for approvals and for sending; see also {@link PolicyWire#command}. */
public final class ApprovedCommands {
  private ApprovedCommands() {}

  /** Has a key destroyed after {@code wait}. */
  public static ScheduleDeletion deletion(KeyName name, Duration wait) {
    return new ScheduleDeletion(name.tenant(), name.alias(), wait.toMillis());
  }

  /** Destroys a generation of a tenant's wrapping key. */
  public static RetireWrappingKey retirement(String tenant, int generation) {
    return new RetireWrappingKey(tenant, generation);
  }
}
