package io.hallmark.hsm.token;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a token can do for us, by its own word. Mechanisms do not name curves, so a kind of EC key
 * whose size fits is listed; a token that lacks the curve refuses when it is asked.
 *
 * @param model CK_TOKEN_INFO's
 * @param firmware CK_TOKEN_INFO's
 * @param keySpecs kinds of key pairs that it makes
 * @param schemes how it signs
 * @param agreements kinds of keys that it agrees with
 * @param wrapping how it wraps keys; empty where it does not
 * @param sessionsOpen sessions of this application; empty where the token does not say
 * @param sessionsMax sessions it allows; empty where it does not say or sets no limit
 * @param freePublicBytes memory left for public objects; empty where the token does not say
 * @param freePrivateBytes memory left for private objects; empty where the token does not say
 * @param mechanisms everything it lists
 */
public record TokenCapabilities(
    String model,
    String firmware,
    Set<KeySpec> keySpecs,
    Set<SignatureScheme> schemes,
    Set<KeySpec> agreements,
    Optional<WrapMechanism> wrapping,
    OptionalLong sessionsOpen,
    OptionalLong sessionsMax,
    OptionalLong freePublicBytes,
    OptionalLong freePrivateBytes,
    List<MechanismInfo> mechanisms) {
  public TokenCapabilities {
    keySpecs = Set.copyOf(keySpecs);
    schemes = Set.copyOf(schemes);
    agreements = Set.copyOf(agreements);
    mechanisms = List.copyOf(mechanisms);
  }
}
