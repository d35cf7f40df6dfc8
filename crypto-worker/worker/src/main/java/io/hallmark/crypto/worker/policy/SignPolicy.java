package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.KeyInfo;
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
    return judge(order, key.get());
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

  private static Optional<Refusal> refuse(Reason reason, String detail) {
    return Optional.of(new Refusal(reason, detail));
  }
}
