package io.hallmark.hsm.token;

import java.util.Arrays;

/** Bytes as a value: a wrapped key, a certificate, an encoded public key. Immutable. Not secret. */
public final class Octets {
  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Octets of(byte[] bytes) {
    return new Octets(bytes.clone());
  }

  /** Takes over {@code bytes}; the caller must not touch them again. */
  public static Octets wrap(byte[] bytes) {
    return new Octets(bytes);
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Octets[" + bytes.length + " bytes]";
  }
}
