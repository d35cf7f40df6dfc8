package io.hallmark.link.session;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** Names a session: 16 bytes, random, chosen by the responder. Not secret. Immutable. */
public record SessionId(long high, long low) {
  /** The length of an id on the wire. */
  public static final int BYTES = 16;

  /** Reads an id; empty for anything but 16 bytes. */
  public static Optional<SessionId> of(byte[] bytes) {
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return Optional.of(new SessionId(buffer.getLong(), buffer.getLong()));
  }

  public byte[] toByteArray() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
