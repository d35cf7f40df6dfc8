package io.hallmark.messaging.rpc;

import java.util.Arrays;

/** The encoded content of a request or a reply. Immutable; copies in and out. */
public final class Body {
  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Body of(byte[] bytes) {
    return new Body(bytes.clone());
  }

  /** Takes over {@code bytes}, as an encoder made them; the caller must not touch them again. */
  public static Body wrap(byte[] bytes) {
    return new Body(bytes);
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** The bytes themselves, for those who only hand them on. */
  byte[] bytes() {
    return bytes;
  }

  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Size only: contents never reach a log. */
  @Override
  public String toString() {
    return "Body[" + bytes.length + " bytes]";
  }
}
