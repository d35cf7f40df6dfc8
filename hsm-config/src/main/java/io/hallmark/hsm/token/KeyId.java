package io.hallmark.hsm.token;

import java.util.Arrays;
import java.util.HexFormat;

/** A CKA_ID: 1 to 64 bytes. Immutable. Not secret. */
public final class KeyId {
  private final byte[] bytes;
  private final int hash; // Looked up by several times for each signature.

  private KeyId(byte[] bytes) {
    if (bytes.length < 1 || bytes.length > 64) {
      throw new IllegalArgumentException("CKA_ID must be 1 to 64 bytes, got " + bytes.length);
    }
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  public static KeyId of(byte[] bytes) {
    return new KeyId(bytes.clone());
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Lower-case hex. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
