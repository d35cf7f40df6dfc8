package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.ContentShape;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeyPurpose;
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
    return judgeCategory(order, key.get())
        .or(() -> UsePolicy.judge(order.caller(), key.get(), now))
        .or(() -> judgeKind(order, key.get()))
        .or(() -> judgeByPolicy(order, key.get()));
  }

  private static Optional<Refusal> judgeCategory(SignOrder order, RegisteredKey key) {
    KeyInfo info = key.info();
    return info.category() == order.category()
        ? Optional.empty()
        : refuse(
            Reason.WRONG_CATEGORY,
            "key %s is of category %s, asked for on the topic of %s"
                .formatted(info.name(), info.category(), order.category()));
  }

  /** What a key of its kind and category can sign at all. */
  private static Optional<Refusal> judgeKind(SignOrder order, RegisteredKey key) {
    KeyInfo info = key.info();
    if (info.purpose() != KeyPurpose.SIGN) {
      return refuse(
          Reason.WRONG_SCHEME,
          "key %s is for agreement, not for signatures".formatted(info.name()));
    }
    if (!order.scheme().fits(info.spec())) {
      return refuse(
          Reason.WRONG_SCHEME,
          "%s does not fit key %s of kind %s".formatted(order.scheme(), info.name(), info.spec()));
    }
    if (order.digest() && !order.scheme().fitsDigestOf(order.content().remaining())) {
      return refuse(
          Reason.WRONG_CONTENT,
          "%d bytes are no digest that %s signs"
              .formatted(order.content().remaining(), order.scheme()));
    }
    if (!order.category().accepts(order.content())) {
      return refuse(
          Reason.WRONG_CONTENT,
          "content of %d bytes is not what a key of category %s signs"
              .formatted(order.content().remaining(), order.category()));
    }
    return Optional.empty();
  }

  /** What its own policy says of signatures. */
  private static Optional<Refusal> judgeByPolicy(SignOrder order, RegisteredKey key) {
    KeyName name = key.info().name();
    KeyPolicy policy = key.policy().orElseThrow();
    if (!policy.allows(order.scheme())) {
      return refuse(
          Reason.SCHEME_NOT_ALLOWED,
          "the policy of key %s allows %s, not %s"
              .formatted(name, policy.schemes(), order.scheme()));
    }
    if (order.digest() && !policy.content().acceptsDigests()) {
      return refuse(
          Reason.DIGEST_NOT_ALLOWED,
          ("the policy of key %s allows content of shape %s, no digests; give the content whole, or"
                  + " have the policy changed to %s")
              .formatted(name, policy.content(), ContentShape.ANY_OR_DIGEST));
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
