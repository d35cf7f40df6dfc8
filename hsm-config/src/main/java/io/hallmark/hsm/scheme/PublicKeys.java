package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.KeySpec;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Public keys from the attributes of PKCS#11 objects. */
public final class PublicKeys {
  private static final HexFormat HEX = HexFormat.of();

  /** CKA_EC_PARAMS of P-256: the curve's OID in DER. */
  public static final byte[] P256_PARAMS = HEX.parseHex("06082a8648ce3d030107");

  /** CKA_EC_PARAMS of P-384. */
  public static final byte[] P384_PARAMS = HEX.parseHex("06052b81040022");

  /** CKA_EC_PARAMS of Ed25519: the PrintableString "edwards25519" (PKCS#11 v3.1 6.3.5). */
  public static final byte[] ED25519_NAME_PARAMS = HEX.parseHex("130c656477617264733235353139");

  /** CKA_EC_PARAMS of Ed25519: the OID of RFC 8410, which other tokens want. */
  public static final byte[] ED25519_OID_PARAMS = HEX.parseHex("06032b6570");

  /** SubjectPublicKeyInfo up to the point (RFC 5480, RFC 8410). */
  private static final byte[] P256_SPKI =
      HEX.parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private static final byte[] P384_SPKI =
      HEX.parseHex("3076301006072a8648ce3d020106052b81040022036200");
  private static final byte[] ED25519_SPKI = HEX.parseHex("302a300506032b6570032100");

  private PublicKeys() {}

  /** The kind of key that CKA_EC_PARAMS names, where it is one of ours. */
  public static Optional<KeySpec> specOf(byte[] ecParams) {
    if (Arrays.equals(ecParams, P256_PARAMS)) {
      return Optional.of(KeySpec.EC_P256);
    }
    if (Arrays.equals(ecParams, P384_PARAMS)) {
      return Optional.of(KeySpec.EC_P384);
    }
    boolean edwards =
        Arrays.equals(ecParams, ED25519_NAME_PARAMS) || Arrays.equals(ecParams, ED25519_OID_PARAMS);
    return edwards ? Optional.of(KeySpec.ED25519) : Optional.empty();
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
    byte[] prefix =
        switch (spec) {
          case EC_P256 -> P256_SPKI;
          case EC_P384 -> P384_SPKI;
          case ED25519 -> ED25519_SPKI;
          default -> throw new IllegalArgumentException(spec + " has no point");
        };
    int length =
        switch (spec) {
          case EC_P256 -> 65;
          case EC_P384 -> 97;
          default -> 32;
        };
    if (ecPoint.length < length || ecPoint.length > length + 3) {
      throw new IllegalArgumentException(
          "a point of " + length + " bytes expected, got " + ecPoint.length);
    }
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + length);
    System.arraycopy(ecPoint, ecPoint.length - length, encoded, prefix.length, length);
    try {
      return KeyFactory.getInstance(spec == KeySpec.ED25519 ? "Ed25519" : "EC")
          .generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public key of " + spec, e);
    }
  }
}
