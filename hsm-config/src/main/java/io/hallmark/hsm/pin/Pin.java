package io.hallmark.hsm.pin;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A PIN in memory, wiped on {@link #close()}. It never prints itself. Confined to one thread.
 *
 * <p>Held as UTF-8, which is how Cryptoki takes it (PKCS#11 v3.1 section 5.6).
 */
public final class Pin implements AutoCloseable {
  private static final int BYTES_MAX = 255;
  private static final int UTF8_BYTES_PER_CHAR_MAX = 3;

  private final byte[] utf8;

  private Pin(byte[] utf8) {
    if (utf8.length < 1 || utf8.length > BYTES_MAX) {
      Arrays.fill(utf8, (byte) 0);
      throw new IllegalArgumentException("a PIN must be 1 to " + BYTES_MAX + " bytes");
    }
    this.utf8 = utf8;
  }

  /** Copies {@code chars}; wiping them is left to the caller. */
  public static Pin of(char[] chars) {
    ByteBuffer encoded = ByteBuffer.allocate(chars.length * UTF8_BYTES_PER_CHAR_MAX);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    return new Pin(bytes);
  }

  /** Takes over {@code utf8} and wipes it on close. */
  public static Pin takeUtf8(byte[] utf8) {
    return new Pin(utf8);
  }

  /** A copy that the caller wipes. */
  public byte[] copyUtf8() {
    return utf8.clone();
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "Pin[hidden]";
  }
}
