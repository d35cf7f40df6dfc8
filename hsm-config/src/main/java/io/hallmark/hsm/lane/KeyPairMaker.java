package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.scheme.Curve;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.token.KeySpec;
import java.util.Optional;
import java.util.function.Supplier;

/** C_GenerateKeyPair for each kind of key. */
final class KeyPairMaker {
  private static final byte[] EXPONENT_65537 = {1, 0, 1};

  private KeyPairMaker() {}

  /** The mechanism that makes pairs of this kind. */
  static long mechanism(KeySpec spec) {
    return switch (Schemes.family(spec)) {
      case EC -> Ck.CKM_EC_KEY_PAIR_GEN;
      case ED25519 -> Ck.CKM_EC_EDWARDS_KEY_PAIR_GEN;
      case RSA -> Ck.CKM_RSA_PKCS_KEY_PAIR_GEN;
    };
  }

  /** CKA_KEY_TYPE. */
  static long keyType(KeySpec spec) {
    return switch (Schemes.family(spec)) {
      case EC -> Ck.CKK_EC;
      case ED25519 -> Ck.CKK_EC_EDWARDS;
      case RSA -> Ck.CKK_RSA;
    };
  }

  /**
   * Makes a pair.
   *
   * @param publicKey a new template each time: a second try needs its own
   * @param privateKey the same
   */
  static CryptokiSession.Pair make(
      CryptokiSession session,
      KeySpec spec,
      Supplier<Template> publicKey,
      Supplier<Template> privateKey)
      throws CryptokiException {
    Optional<Curve> curve = Curve.of(spec);
    if (curve.isEmpty()) {
      Template rsa =
          publicKey
              .get()
              .add(Ck.CKA_MODULUS_BITS, (long) Schemes.modulusBits(spec))
              .add(Ck.CKA_PUBLIC_EXPONENT, EXPONENT_65537);
      return session.generate(mechanism(spec), rsa, privateKey.get());
    }
    try {
      Template named = publicKey.get().add(Ck.CKA_EC_PARAMS, curve.get().params());
      return session.generate(mechanism(spec), named, privateKey.get());
    } catch (CryptokiException e) {
      Optional<byte[]> other = curve.get().otherParams();
      if (other.isEmpty() || !isAboutTheCurve(e.code())) {
        throw e;
      }
      Template named = publicKey.get().add(Ck.CKA_EC_PARAMS, other.get());
      return session.generate(mechanism(spec), named, privateKey.get());
    }
  }

  private static boolean isAboutTheCurve(long code) {
    return code == Ckr.CURVE_NOT_SUPPORTED
        || code == Ckr.DOMAIN_PARAMS_INVALID
        || code == Ckr.ATTRIBUTE_VALUE_INVALID;
  }
}
