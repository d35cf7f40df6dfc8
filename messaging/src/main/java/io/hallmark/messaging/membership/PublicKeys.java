package io.hallmark.messaging.membership;

import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;

/** Reads SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
final class PublicKeys {
  private PublicKeys() {}

  static PublicKey read(WireSignatureScheme scheme, byte[] encoded) {
    String algorithm = algorithm(scheme);
    try {
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%d bytes are no public key of algorithm %s".formatted(encoded.length, algorithm), e);
    }
  }

  private static String algorithm(WireSignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 -> "EC";
      case ED25519 -> "Ed25519";
      case RSA_PKCS1_SHA256,
          RSA_PKCS1_SHA384,
          RSA_PKCS1_SHA512,
          RSA_PSS_SHA256,
          RSA_PSS_SHA384,
          RSA_PSS_SHA512 ->
          "RSA";
      case UNKNOWN ->
          throw new IllegalArgumentException("this version does not know the signature scheme");
    };
  }
}
