package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * How session keys may sign: ECDSA on P-256 or P-384, Ed25519, or RSA-PSS with 3072 bits and more.
 * The first of a key's schemes is the one that is taken where none is named.
 */
final class SessionSchemes {
  private static final int RSA_BITS_MIN = 3072;

  /** Those of any key. */
  static final List<WireSignatureScheme> ALL =
      List.of(
          WireSignatureScheme.ECDSA_SHA256,
          WireSignatureScheme.ECDSA_SHA384,
          WireSignatureScheme.ED25519,
          WireSignatureScheme.RSA_PSS_SHA256,
          WireSignatureScheme.RSA_PSS_SHA384,
          WireSignatureScheme.RSA_PSS_SHA512);

  private SessionSchemes() {}

  static List<WireSignatureScheme> of(PublicKey key) {
    if (key instanceof ECPublicKey ec) {
      return switch (ec.getParams().getCurve().getField().getFieldSize()) {
        case 256 -> List.of(WireSignatureScheme.ECDSA_SHA256);
        case 384 -> List.of(WireSignatureScheme.ECDSA_SHA384);
        default -> List.of();
      };
    }
    if (key instanceof EdECPublicKey) {
      return List.of(WireSignatureScheme.ED25519);
    }
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= RSA_BITS_MIN) {
      return List.of(
          WireSignatureScheme.RSA_PSS_SHA256,
          WireSignatureScheme.RSA_PSS_SHA384,
          WireSignatureScheme.RSA_PSS_SHA512);
    }
    return List.of();
  }
}
