package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.SignatureScheme;

/** Facts about signature schemes. */
public final class Schemes {
  /** Families of keys, as far as schemes tell them apart. */
  public enum Family {
    EC,
    RSA,
    ED25519
  }

  private Schemes() {}

  public static Family family(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_P384, EC_P521, EC_SECP256K1 -> Family.EC;
      case RSA_2048, RSA_3072, RSA_4096 -> Family.RSA;
      case ED25519 -> Family.ED25519;
    };
  }

  public static Family family(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 -> Family.EC;
      case ED25519 -> Family.ED25519;
      default -> Family.RSA;
    };
  }

  public static boolean fits(SignatureScheme scheme, KeySpec spec) {
    return spec == KeySpec.EC_SECP256K1
        ? scheme == SignatureScheme.ECDSA_SHA256
        : family(scheme) == family(spec);
  }

  /** The JCA name of a key's algorithm. */
  public static String algorithm(KeySpec spec) {
    return switch (family(spec)) {
      case EC -> "EC";
      case RSA -> "RSA";
      case ED25519 -> "Ed25519";
    };
  }

  /** Bits of the modulus. */
  public static int modulusBits(KeySpec rsa) {
    return switch (rsa) {
      case RSA_2048 -> 2048;
      case RSA_3072 -> 3072;
      case RSA_4096 -> 4096;
      default -> throw new IllegalArgumentException(rsa + " has no modulus");
    };
  }

  public static boolean isPss(SignatureScheme scheme) {
    return switch (scheme) {
      case RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512 -> true;
      default -> false;
    };
  }

  /** Bits of the hash: 256, 384 or 512; 0 for Ed25519, which hashes inside. */
  public static int hashBits(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_SHA256, RSA_PKCS1_SHA256, RSA_PSS_SHA256 -> 256;
      case ECDSA_SHA384, RSA_PKCS1_SHA384, RSA_PSS_SHA384 -> 384;
      case ECDSA_SHA512, RSA_PKCS1_SHA512, RSA_PSS_SHA512 -> 512;
      case ED25519 -> 0;
    };
  }

  /** The JCA name of the hash, as in {@code SHA-256}. */
  public static String hashName(SignatureScheme scheme) {
    return "SHA-" + hashBits(scheme);
  }
}
