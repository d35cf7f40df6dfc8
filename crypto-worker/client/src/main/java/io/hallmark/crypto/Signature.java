package io.hallmark.crypto;

import java.util.Arrays;

/**
 * A signature: ECDSA as DER Ecdsa-Sig-Value (RFC 3279 section 2.2.3), Ed25519 as 64 bytes (RFC
 * 8032), RSA as modulus-length bytes (RFC 8017). Immutable.
 */
public final class Signature {
  private final byte[] bytes;

  private Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Signature of(byte[] bytes) {
    return new Signature(bytes.clone());
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Signature[" + bytes.length + " bytes]";
  }
}
