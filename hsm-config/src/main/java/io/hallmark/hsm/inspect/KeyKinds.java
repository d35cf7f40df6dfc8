package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.file.Engine;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.token.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which kinds of keys a token makes and signs with, by its mechanisms and their sizes. Pure. */
final class KeyKinds {
  private final Offered offered;
  private final Engine engine;

  private KeyKinds(Offered offered, Engine engine) {
    this.offered = offered;
    this.engine = engine;
  }

  /** One for signatures at all, one for each kind, one for agreement. */
  static List<Requirement> of(Offered offered, Engine engine) {
    KeyKinds kinds = new KeyKinds(offered, engine);
    List<Requirement> each = new ArrayList<>();
    for (KeySpec spec : KeySpec.values()) {
      each.add(kinds.key(spec));
    }
    List<Requirement> all = new ArrayList<>();
    all.add(
        each.stream().anyMatch(kind -> kind.result() == Requirement.Result.MET)
            ? Requirement.met("signatures", "of at least one kind of key")
            : Requirement.unmet(
                "signatures",
                "no kind of key that we can use",
                "allow CKM_EC_KEY_PAIR_GEN and CKM_ECDSA in the device's policy"));
    all.addAll(each);
    all.add(kinds.agreement());
    return all;
  }

  /** {@code ec-p256}. */
  static String name(KeySpec spec) {
    return spec.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static long bits(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> 256;
      case EC_P384 -> 384;
      case EC_P521 -> 521;
      case ED25519 -> 255;
      default -> Schemes.modulusBits(spec);
    };
  }

  private Requirement key(KeySpec spec) {
    String name = "key " + name(spec);
    boolean beyondTheJdk = spec == KeySpec.ED25519 || spec == KeySpec.EC_SECP256K1;
    if (beyondTheJdk && engine == Engine.SUNPKCS11) {
      return Requirement.advice(name, EngineLimits.NOT_BY_IT, EngineLimits.OTHER);
    }
    boolean pss = offered.has(Ck.CKM_RSA_PKCS_PSS, Ck.CKF_SIGN, 0);
    return switch (Schemes.family(spec)) {
      case EC -> key(name, Ck.CKM_EC_KEY_PAIR_GEN, Ck.CKM_ECDSA, bits(spec), "");
      // Edwards curves are listed by 255, 256 or in bytes, so their size says nothing.
      case ED25519 -> key(name, Ck.CKM_EC_EDWARDS_KEY_PAIR_GEN, Ck.CKM_EDDSA, 0, "");
      case RSA ->
          key(
              name,
              Ck.CKM_RSA_PKCS_KEY_PAIR_GEN,
              Ck.CKM_RSA_PKCS,
              bits(spec),
              pss ? ", PSS too" : "; no PSS signatures");
    };
  }

  private Requirement key(String name, long generation, long signature, long bits, String note) {
    boolean makes = offered.has(generation, Ck.CKF_GENERATE_KEY_PAIR, bits);
    boolean signs = offered.has(signature, Ck.CKF_SIGN, bits);
    if (makes && signs) {
      return Requirement.met(
          name,
          "%s makes, %s signs%s"
              .formatted(offered.describe(generation), offered.describe(signature), note));
    }
    return Requirement.advice(
        name,
        makes ? "is made, and does not sign" : signs ? "signs, and is not made" : "not there",
        "needs %s and %s%s; use another kind of key"
            .formatted(
                MechanismNames.name(generation),
                MechanismNames.name(signature),
                bits == 0 ? "" : " of " + bits + " bits"));
  }

  private Requirement agreement() {
    if (engine == Engine.SUNPKCS11) {
      return Requirement.advice("agreement", EngineLimits.NOT_BY_IT, EngineLimits.OTHER);
    }
    return offered.has(Ck.CKM_ECDH1_DERIVE, Ck.CKF_DERIVE, 0)
        ? Requirement.met("agreement", offered.describe(Ck.CKM_ECDH1_DERIVE))
        : Requirement.advice(
            "agreement",
            "no CKM_ECDH1_DERIVE",
            "secrets will not be derived by this token; allow it in the device's policy");
  }
}
