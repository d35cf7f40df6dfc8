package io.hallmark.link.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes what {@link MessageReader} reads; big-endian. */
final class MessageWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  MessageWriter u8(int value) {
    out.write(value);
    return this;
  }

  MessageWriter u16(int value) {
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  MessageWriter fixed(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  MessageWriter opaque(byte[] bytes) {
    return u16(bytes.length).fixed(bytes);
  }

  MessageWriter text(String text) {
    return opaque(text.getBytes(UTF_8));
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
