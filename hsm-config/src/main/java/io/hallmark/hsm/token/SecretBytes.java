package io.hallmark.hsm.token;

import java.util.Arrays;

/**
 * Bytes that are secret. Wiped on close, never printed; compared by identity only. Not safe for
 * concurrent use.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean closed;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over {@code bytes} and wipes them when closed; the caller must not touch them again. */
  public static SecretBytes wrap(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  public int length() {
    return bytes.length;
  }

  /**
   * A copy, which the caller wipes.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public byte[] copy() {
    if (closed) {
      throw new IllegalStateException("the secret was wiped already");
    }
    return bytes.clone();
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretBytes[hidden]";
  }
}
