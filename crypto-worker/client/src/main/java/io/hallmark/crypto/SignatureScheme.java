package io.hallmark.crypto;

/** Signature algorithm with its hash and encoding. */
public enum SignatureScheme {
  ECDSA_SHA256,
  ECDSA_SHA384,
  ECDSA_SHA512,
  ED25519,
  RSA_PKCS1_SHA256,
  RSA_PKCS1_SHA384,
  RSA_PKCS1_SHA512,
  RSA_PSS_SHA256,
  RSA_PSS_SHA384,
  RSA_PSS_SHA512;

  /**
   * Whether a key of {@code spec} signs by this scheme. A curve goes with the hash of its own
   * strength (FIPS 186-5 section 6.1.1 wants a hash no weaker than the curve), and P-256 with
   * SHA-256 only, as in TLS 1.3.
   */
  public boolean fits(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> this == ECDSA_SHA256;
      case EC_P384 -> this == ECDSA_SHA384 || this == ECDSA_SHA512;
      case EC_P521 -> this == ECDSA_SHA512;
      case ED25519 -> this == ED25519;
      case RSA_2048, RSA_3072, RSA_4096 -> compareTo(RSA_PKCS1_SHA256) >= 0;
    };
  }
}
