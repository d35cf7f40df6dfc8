package io.hallmark.link.handshake;

import io.hallmark.crypto.SignatureScheme;

/**
 * What the handshake waits for: one signature over {@link #content()} by the local session key.
 * Immutable.
 */
public final class SignatureNeeded {
  private final LocalKey key;
  private final byte[] content;

  SignatureNeeded(LocalKey key, byte[] content) {
    this.key = key;
    this.content = content.clone();
  }

  public SignatureScheme scheme() {
    return key.scheme();
  }

  /** To be signed whole, as {@link io.hallmark.crypto.SessionSignatureContent} describes. */
  public byte[] content() {
    return content.clone();
  }
}
