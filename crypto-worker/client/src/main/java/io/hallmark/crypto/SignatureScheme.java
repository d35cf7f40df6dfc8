package io.hallmark.crypto;

import java.util.Optional;

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

  /** JCA's name of the hash; empty for Ed25519, which hashes twice and inside. */
  public Optional<String> hash() {
    return this == ED25519
        ? Optional.empty()
        : Optional.of("SHA-" + name().substring(name().length() - 3));
  }

  /** Whether {@code bytes} is the length of its hash, so that a digest can be signed by it. */
  public boolean fitsDigestOf(int bytes) {
    return this != ED25519 && bytes * 8 == Integer.parseInt(name().substring(name().length() - 3));
  }

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
