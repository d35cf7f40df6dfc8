package io.hallmark.link.handshake;

import io.hallmark.crypto.SignatureScheme;
import java.util.Set;

/** The signature schemes of the session protocol. */
final class SessionSchemes {
  private static final Set<SignatureScheme> ALLOWED =
      Set.of(
          SignatureScheme.ECDSA_SHA256,
          SignatureScheme.ECDSA_SHA384,
          SignatureScheme.ED25519,
          SignatureScheme.RSA_PSS_SHA256,
          SignatureScheme.RSA_PSS_SHA384,
          SignatureScheme.RSA_PSS_SHA512);

  private SessionSchemes() {}

  static void require(SignatureScheme scheme) {
    if (scheme == null || !ALLOWED.contains(scheme)) {
      throw new IllegalArgumentException(
          "session keys sign with one of %s, got %s".formatted(ALLOWED, scheme));
    }
  }
}
