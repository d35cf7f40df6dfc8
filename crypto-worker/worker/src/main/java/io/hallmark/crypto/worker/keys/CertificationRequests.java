package io.hallmark.crypto.worker.keys;

import io.hallmark.certificates.request.RequestDraft;
import io.hallmark.certificates.signing.SigningAlgorithm;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import java.security.PublicKey;

/**
 * PKCS#10 certification requests (RFC 2986) in two steps, what is to be signed and the whole, so
 * that the token can sign in between without a thread waiting for it. Pure.
 */
final class CertificationRequests {
  private CertificationRequests() {}

  /** The scheme that a key of {@code spec} signs its request by: what every authority reads. */
  static SignatureScheme schemeOf(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> SignatureScheme.ECDSA_SHA256;
      case EC_P521 -> SignatureScheme.ECDSA_SHA512;
      case EC_P384 -> SignatureScheme.ECDSA_SHA384;
      case RSA_2048, RSA_3072, RSA_4096 -> SignatureScheme.RSA_PKCS1_SHA256;
      case ED25519 -> SignatureScheme.ED25519;
    };
  }

  /** The CertificationRequestInfo, DER. */
  static byte[] content(RequestedSubject subject, PublicKey key) {
    return RequestDraft.of(subject.subject(), key, subject.alternativeNames()).content();
  }

  /** The CertificationRequest, DER. */
  static byte[] assemble(byte[] content, KeySpec spec, Signature signature) {
    return RequestDraft.assemble(content, algorithm(spec), signature.toByteArray());
  }

  private static SigningAlgorithm algorithm(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> SigningAlgorithm.ECDSA_SHA256;
      case EC_P384 -> SigningAlgorithm.ECDSA_SHA384;
      case EC_P521 -> SigningAlgorithm.ECDSA_SHA512;
      case RSA_2048, RSA_3072, RSA_4096 -> SigningAlgorithm.RSA_SHA256;
      case ED25519 -> SigningAlgorithm.ED25519;
    };
  }
}
