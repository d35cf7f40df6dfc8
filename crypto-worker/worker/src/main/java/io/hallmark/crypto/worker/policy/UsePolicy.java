package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * What holds for every use of a key, whatever it is used for: a signature on a sign topic, an
 * agreement on a secret, a certification request. What is used up by it is counted elsewhere. Pure.
 */
public final class UsePolicy {
  private UsePolicy() {}

  /**
   * Why {@code caller} may not use {@code key} at {@code now}; empty where it may. What is not
   * allowed is refused.
   */
  public static Optional<Refusal> judge(String caller, RegisteredKey key, Instant now) {
    KeyName name = key.info().name();
    if (!key.enabled()) {
      return refuse(
          Reason.KEY_DISABLED, "key %s is %s".formatted(name, words(key.info().life().state())));
    }
    if (key.policy().isEmpty()) {
      return refuse(
          Reason.POLICY_UNREADABLE,
          "key %s has a policy of a newer version; upgrade this worker".formatted(name));
    }
    KeyPolicy policy = key.policy().get();
    if (!policy.validity().hasBegun(now)) {
      return refuse(
          Reason.NOT_YET_VALID,
          "key %s may be used from %s"
              .formatted(name, policy.validity().notBefore().orElseThrow()));
    }
    if (policy.validity().hasEnded(now)) {
      return refuse(
          Reason.NO_LONGER_VALID,
          "key %s could be used until %s"
              .formatted(name, policy.validity().notAfter().orElseThrow()));
    }
    return policy.allowsCaller(caller)
        ? Optional.empty()
        : refuse(
            Reason.CALLER_NOT_ALLOWED,
            "caller %s is none of those that may use key %s".formatted(caller, name));
  }

  private static String words(KeyState state) {
    return switch (state) {
      case ENABLED -> "enabled";
      case DISABLED -> "disabled";
      case PENDING_DELETION -> "to be deleted";
    };
  }

  private static Optional<Refusal> refuse(Reason reason, String detail) {
    return Optional.of(new Refusal(reason, detail));
  }
}
