package io.hallmark.messaging.membership;

import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;

/**
 * A key that a member signs sessions with. Immutable.
 *
 * @param id SHA-256 of the SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), lower-case hex
 * @param scheme how it signs
 */
public record SessionKey(String id, WireSignatureScheme scheme, PublicKey publicKey) {
  public SessionKey {
    if (scheme == WireSignatureScheme.UNKNOWN) {
      throw new IllegalArgumentException(
          "session key %s: this version does not know its signature scheme".formatted(id));
    }
    String actual = idOf(publicKey);
    if (!actual.equals(id)) {
      throw new IllegalArgumentException(
          "session key id is %s, but the SHA-256 of its public key is %s".formatted(id, actual));
    }
  }

  /** A key under its own id. */
  public static SessionKey of(WireSignatureScheme scheme, PublicKey publicKey) {
    return new SessionKey(idOf(publicKey), scheme, publicKey);
  }

  public static String idOf(PublicKey publicKey) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
