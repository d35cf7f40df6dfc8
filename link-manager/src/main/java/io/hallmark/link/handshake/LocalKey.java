package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

import io.hallmark.crypto.SignatureScheme;

/**
 * The key that signs for this side. Its private part is in a token.
 *
 * @param id as published for the member: SHA-256 of the SubjectPublicKeyInfo, lower-case hex
 */
public record LocalKey(String id, SignatureScheme scheme) {
  public LocalKey {
    KeyIds.require(id);
    SessionSchemes.require(scheme);
    requireNonNull(scheme, "scheme");
  }
}
