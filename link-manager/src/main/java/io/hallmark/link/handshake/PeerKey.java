package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A session key that a member published. Immutable; safe for concurrent use, and meant to be kept:
 * making one parses the key.
 */
public final class PeerKey {
  private final String id;
  private final SignatureScheme scheme;
  private final SignatureVerifier verifier;

  private PeerKey(String id, SignatureScheme scheme, SignatureVerifier verifier) {
    this.id = id;
    this.scheme = scheme;
    this.verifier = verifier;
  }

  /**
   * Parses a published key.
   *
   * @param id SHA-256 of {@code publicKey}, lower-case hex
   * @param scheme ECDSA_SHA256 with P-256, ECDSA_SHA384 with P-384, ED25519, or RSA_PSS_* with 3072
   *     bits and more
   * @param publicKey SubjectPublicKeyInfo, DER
   * @throws IllegalArgumentException for an id that is another key's, a scheme that session keys
   *     don't use, or a key that doesn't fit the scheme
   */
  public static PeerKey of(String id, SignatureScheme scheme, byte[] publicKey) {
    KeyIds.require(id);
    SessionSchemes.require(scheme);
    requireNonNull(publicKey, "publicKey");
    String actual = idOf(publicKey);
    if (!actual.equals(id)) {
      throw new IllegalArgumentException(
          "session key %s has the id %s; publish it again".formatted(id, actual));
    }
    return new PeerKey(id, scheme, SignatureVerifier.of(scheme, publicKey));
  }

  /** The id of a SubjectPublicKeyInfo. */
  public static String idOf(byte[] publicKey) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  public String id() {
    return id;
  }

  public SignatureScheme scheme() {
    return scheme;
  }

  boolean verifies(byte[] content, Signature signature) {
    return verifier.verifies(content, signature.toByteArray());
  }

  @Override
  public String toString() {
    return "PeerKey[" + id + ", " + scheme + "]";
  }
}
