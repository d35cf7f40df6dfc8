package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.scheme.Curve;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.scheme.Verifier;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.MechanismInfo;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.WrapMechanism;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mechanisms that a token lists, in our words. Immutable. */
final class Offer {
  private final Map<Long, MechanismInfo> mechanisms;

  private Offer(Map<Long, MechanismInfo> mechanisms) {
    this.mechanisms = mechanisms;
  }

  /** Asks the token; called inside. */
  static Offer read(Cryptoki cryptoki, long slot) throws CryptokiException {
    Map<Long, MechanismInfo> mechanisms = new LinkedHashMap<>();
    for (long type : Slots.mechanisms(cryptoki, slot)) {
      try {
        mechanisms.put(type, Slots.mechanism(cryptoki, slot, type));
      } catch (CryptokiException e) {
        if (e.code() != Ckr.MECHANISM_INVALID) {
          throw e; // Some tokens list what they then do not know.
        }
      }
    }
    return new Offer(mechanisms);
  }

  List<MechanismInfo> mechanisms() {
    return List.copyOf(mechanisms.values());
  }

  Optional<WrapMechanism> wrapping() {
    return WrapMechanism.best(mechanisms.keySet());
  }

  /** Why a pair of this kind can't be made here; empty where it can. */
  Optional<String> lacks(KeySpec spec) {
    if (!Verifier.knows(spec)) {
      return Optional.of("signatures of " + spec + " can't be verified here, so it is not used");
    }
    long type = KeyPairMaker.mechanism(spec);
    return has(type, bits(spec))
        ? Optional.empty()
        : Optional.of(
            "the token lists no mechanism 0x%x for %d bits, which %s needs"
                .formatted(type, bits(spec), spec));
  }

  /** Why it can't agree on a secret with a key of this kind; empty where it can. */
  Optional<String> lacksAgreement(KeySpec spec) {
    return has(Ck.CKM_ECDH1_DERIVE, bits(spec))
        ? Optional.empty()
        : Optional.of("the token lists no CKM_ECDH1_DERIVE for " + bits(spec) + " bits");
  }

  boolean makesAesKeys() {
    return mechanisms.containsKey(Ck.CKM_AES_KEY_GEN);
  }

  Set<KeySpec> keySpecs() {
    Set<KeySpec> specs = EnumSet.allOf(KeySpec.class);
    specs.removeIf(spec -> lacks(spec).isPresent());
    return specs;
  }

  Set<KeySpec> agreements() {
    Set<KeySpec> specs = keySpecs();
    specs.removeIf(spec -> !GenerateTask.agrees(spec) || lacksAgreement(spec).isPresent());
    return specs;
  }

  Set<SignatureScheme> schemes() {
    Set<SignatureScheme> schemes = EnumSet.allOf(SignatureScheme.class);
    schemes.removeIf(scheme -> !mechanisms.containsKey(SignInputs.mechanismType(scheme)));
    return schemes;
  }

  /** Edwards curves are listed by 255, 256 or in bytes, so their size says nothing. */
  private static int bits(KeySpec spec) {
    return switch (Schemes.family(spec)) {
      case RSA -> Schemes.modulusBits(spec);
      case ED25519 -> 0;
      case EC -> spec == KeySpec.EC_P521 ? 521 : Curve.of(spec).orElseThrow().coordinateBytes() * 8;
    };
  }

  private boolean has(long type, int bits) {
    MechanismInfo info = mechanisms.get(type);
    return info != null
        && (bits == 0
            || info.keySizeMax() <= 0
            || (bits >= info.keySizeMin() && bits <= info.keySizeMax()));
  }
}
