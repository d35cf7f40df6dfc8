package io.hallmark.certificates.signing;

import java.security.PublicKey;

/**
 * Signs what authorities sign, with one key. Where the key is, in memory or in a token, is hidden
 * behind it. Safe for concurrent use.
 */
public interface CertificateSigner {
  /** The public part of the key. */
  PublicKey publicKey();

  /** Fixed with the key. */
  default SigningAlgorithm algorithm() {
    return SigningAlgorithm.of(publicKey());
  }

  /** What makes the signatures: a JCA provider's name, or {@code token} and its name. */
  String maker();

  /**
   * Signs {@code content}, whole.
   *
   * @return the signature as it stands in a certificate: ECDSA in DER (RFC 3279 section 2.2.3)
   * @throws io.hallmark.certificates.CertificatesException where the key does not sign
   */
  byte[] sign(byte[] content);
}
