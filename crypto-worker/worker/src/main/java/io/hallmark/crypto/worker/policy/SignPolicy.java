package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Which signatures may be made. Pure: the same order, key and time give the same verdict.
 *
 * <p>The topic alone is not trusted. Who takes over a gateway may write {@code crypto.sign.tls},
 * and still gets TLS 1.3 handshake signatures by TLS keys and nothing else, since the content must
 * have that shape and the key that category.
 */
public final class SignPolicy {
  private SignPolicy() {}

  /** Why {@code order} is refused; empty where it may be signed with {@code key}. */
  public static Optional<Refusal> judge(SignOrder order, Optional<RegisteredKey> key, Instant now) {
    if (!now.isBefore(order.deadline())) {
      return refuse(Reason.EXPIRED, "the deadline passed before the token was asked");
    }
    if (key.isEmpty()) {
      return refuse(Reason.UNKNOWN_KEY, "key %s is not in the registry".formatted(order.key()));
    }
    Optional<Refusal> refusal = judge(order, key.get());
    return refusal.isPresent() ? refusal : judgeByPolicy(order, key.get(), now);
  }

  private static Optional<Refusal> judge(SignOrder order, RegisteredKey key) {
    KeyInfo info = key.info();
    if (info.category() != order.category()) {
      return refuse(
          Reason.WRONG_CATEGORY,
          "key %s is of category %s, asked for on the topic of %s"
              .formatted(info.name(), info.category(), order.category()));
    }
    if (!key.enabled()) {
      return refuse(Reason.KEY_DISABLED, "key %s is disabled".formatted(info.name()));
    }
    if (!order.scheme().fits(info.spec())) {
      return refuse(
          Reason.WRONG_SCHEME,
          "%s does not fit key %s of kind %s".formatted(order.scheme(), info.name(), info.spec()));
    }
    if (!order.category().accepts(order.content())) {
      return refuse(
          Reason.WRONG_CONTENT,
          "content of %d bytes is not what a key of category %s signs"
              .formatted(order.content().remaining(), order.category()));
    }
    return Optional.empty();
  }

  /** What is not allowed is refused. */
  private static Optional<Refusal> judgeByPolicy(SignOrder order, RegisteredKey key, Instant now) {
    KeyName name = key.info().name();
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
    if (!policy.allowsCaller(order.caller())) {
      return refuse(
          Reason.CALLER_NOT_ALLOWED,
          "caller %s is none of those that may use key %s".formatted(order.caller(), name));
    }
    if (!policy.allows(order.scheme())) {
      return refuse(
          Reason.SCHEME_NOT_ALLOWED,
          "the policy of key %s allows %s, not %s"
              .formatted(name, policy.schemes(), order.scheme()));
    }
    if (!policy.content().accepts(order.content())) {
      return refuse(
          Reason.WRONG_CONTENT,
          "content of %d bytes is not of shape %s, which is all that key %s signs"
              .formatted(order.content().remaining(), policy.content(), name));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(Reason reason, String detail) {
    return Optional.of(new Refusal(reason, detail));
  }
}
