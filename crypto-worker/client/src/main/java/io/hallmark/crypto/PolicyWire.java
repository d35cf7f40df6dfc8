package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.KeyPolicyRecord;
import io.hallmark.messaging.wire.crypto.SetPolicy;
import io.hallmark.messaging.wire.crypto.WireContentShape;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Between policies and the wire's records, both ways. */
public final class PolicyWire {
  private PolicyWire() {}

  /**
   * The command that replaces a key's policy, for approvals and for sending.
   *
   * @param policy empty: that of the key's category
   */
  public static SetPolicy command(KeyName name, Optional<KeyPolicy> policy) {
    return new SetPolicy(name.tenant(), name.alias(), policy.map(PolicyWire::wire).orElse(null));
  }

  public static KeyPolicyRecord wire(KeyPolicy policy) {
    return new KeyPolicyRecord(
        policy.schemes().stream().sorted().map(CryptoWire::wire).toList(),
        policy.callers().stream().map(CallerPattern::value).toList(),
        WireContentShape.valueOf(policy.content().name()),
        policy.rate().map(RateLimit::perSecond).orElse(null),
        policy.rate().map(RateLimit::burst).orElse(null),
        policy.usesMax().isPresent() ? policy.usesMax().getAsLong() : null,
        policy.validity().notBefore().map(Instant::toEpochMilli).orElse(null),
        policy.validity().notAfter().map(Instant::toEpochMilli).orElse(null));
  }

  /**
   * The record's policy.
   *
   * @throws IllegalArgumentException where a part of it is unknown or malformed; it then allows
   *     nothing
   */
  public static KeyPolicy policy(KeyPolicyRecord wire) {
    if (wire.getContent() == WireContentShape.UNKNOWN) {
      throw new IllegalArgumentException("the policy's content is unknown to this version");
    }
    return new KeyPolicy(
        schemes(wire),
        wire.getCallers().stream().map(CallerPattern::new).toList(),
        ContentShape.valueOf(wire.getContent().name()),
        rate(wire),
        wire.getUsesMax() == null ? OptionalLong.empty() : OptionalLong.of(wire.getUsesMax()),
        new Validity(instant(wire.getNotBefore()), instant(wire.getNotAfter())));
  }

  private static Set<SignatureScheme> schemes(KeyPolicyRecord wire) {
    Set<SignatureScheme> schemes = EnumSet.noneOf(SignatureScheme.class);
    for (WireSignatureScheme scheme : wire.getSchemes()) {
      // A scheme that came later is one more that a newer worker allows; this one can't make it.
      CryptoWire.scheme(scheme).ifPresent(schemes::add);
    }
    return schemes;
  }

  private static Optional<RateLimit> rate(KeyPolicyRecord wire) {
    if (wire.getSignaturesPerSecond() == null) {
      return Optional.empty();
    }
    int perSecond = wire.getSignaturesPerSecond();
    return Optional.of(
        wire.getBurst() == null
            ? RateLimit.perSecond(perSecond)
            : new RateLimit(perSecond, wire.getBurst()));
  }

  private static Optional<Instant> instant(Long millis) {
    return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
  }
}
