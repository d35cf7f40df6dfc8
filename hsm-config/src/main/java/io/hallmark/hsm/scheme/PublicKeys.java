package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.KeySpec;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Public keys from the attributes of PKCS#11 objects and from their encodings. */
public final class PublicKeys {
  private PublicKeys() {}

  /** The kind of key that CKA_EC_PARAMS names, where it is one of ours. */
  public static Optional<KeySpec> specOf(byte[] ecParams) {
    return Curve.ofParams(ecParams).map(Curve::spec);
  }

  /** The kind of RSA key with this modulus, where it is one of ours. */
  public static Optional<KeySpec> specOfModulus(byte[] modulus) {
    return switch (new BigInteger(1, modulus).bitLength()) {
      case 2048 -> Optional.of(KeySpec.RSA_2048);
      case 3072 -> Optional.of(KeySpec.RSA_3072);
      case 4096 -> Optional.of(KeySpec.RSA_4096);
      default -> Optional.empty();
    };
  }

  /** From CKA_MODULUS and CKA_PUBLIC_EXPONENT. */
  public static PublicKey rsa(byte[] modulus, byte[] exponent) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(
              new RSAPublicKeySpec(new BigInteger(1, modulus), new BigInteger(1, exponent)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an RSA public key", e);
    }
  }

  /**
   * From CKA_EC_POINT: an OCTET STRING around the point as the standard says, or the bare point as
   * some tokens give it.
   */
  public static PublicKey ofPoint(KeySpec spec, byte[] ecPoint) {
    Curve curve =
        Curve.of(spec).orElseThrow(() -> new IllegalArgumentException(spec + " has no point"));
    int length = curve.pointBytes();
    if (ecPoint.length < length || ecPoint.length > length + 3) {
      throw new IllegalArgumentException(
          "a point of " + length + " bytes expected, got " + ecPoint.length);
    }
    return decode(spec, curve.subjectPublicKeyInfo(ecPoint));
  }

  /**
   * From a SubjectPublicKeyInfo in DER; the point of an EC key is not checked.
   *
   * @throws IllegalArgumentException where it is none of {@code spec}'s algorithm
   */
  public static PublicKey decode(KeySpec spec, byte[] subjectPublicKeyInfo) {
    try {
      return KeyFactory.getInstance(Schemes.algorithm(spec))
          .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public key of " + spec, e);
    }
  }
}
