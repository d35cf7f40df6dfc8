package io.hallmark.hsm.token;

import java.util.Arrays;
import java.util.Optional;

/**
 * A signature as it leaves a token: ECDSA as DER Ecdsa-Sig-Value (RFC 3279 section 2.2.3), Ed25519
 * as 64 bytes (RFC 8032), RSA as modulus-length bytes (RFC 8017). Immutable.
 */
public final class TokenSignature {
  private final byte[] bytes;
  private final Optional<SignTiming> timing;

  private TokenSignature(byte[] bytes, Optional<SignTiming> timing) {
    this.bytes = bytes;
    this.timing = timing;
  }

  /** Takes over {@code bytes}; the caller must not touch them again. */
  public static TokenSignature wrap(byte[] bytes) {
    return new TokenSignature(bytes, Optional.empty());
  }

  /** The same, and where its time went. */
  public TokenSignature timed(SignTiming where) {
    return new TokenSignature(bytes, Optional.of(where));
  }

  /** Where its time went, if its token says so; no part of its equality. */
  public Optional<SignTiming> timing() {
    return timing;
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenSignature that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "TokenSignature[" + bytes.length + " bytes]";
  }
}
