package io.hallmark.link.session;

import static java.util.Objects.requireNonNull;

import io.hallmark.messaging.wire.link.FrameKind;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A frame's clear header. {@link #encode()} is the additional data of a record's seal, so a header
 * that was changed on the way doesn't open. Immutable.
 *
 * @param kind never UNKNOWN
 * @param sessionId empty in HELLO, where no session exists yet
 * @param counter of the seal, in its direction; 0 in handshake messages
 */
public record FrameHeader(
    FrameKind kind, FrameRoute route, Optional<SessionId> sessionId, long counter) {
  /** The version of the session protocol that this code speaks. */
  public static final int VERSION = 1;

  private static final int FIXED_BYTES = 1 + 1 + SessionId.BYTES + Long.BYTES;

  public FrameHeader {
    requireNonNull(kind, "kind");
    requireNonNull(route, "route");
    requireNonNull(sessionId, "sessionId");
    if (kind == FrameKind.UNKNOWN) {
      throw new IllegalArgumentException("a frame of unknown kind has no header");
    }
    if (counter < 0) {
      throw new IllegalArgumentException("frame counter must not be negative, got " + counter);
    }
    if (sessionId.isEmpty() && kind != FrameKind.HELLO) {
      throw new IllegalArgumentException("a frame of kind " + kind + " needs a session id");
    }
  }

  /** A handshake message's header; {@code sessionId} is empty for HELLO only. */
  public static FrameHeader of(FrameKind kind, FrameRoute route, Optional<SessionId> sessionId) {
    return new FrameHeader(kind, route, sessionId, 0);
  }

  /**
   * The canonical binary form: u8 version, u8 kind, the route, 16 bytes of session id (zeros where
   * there is none), u64 counter. Each field is fixed or carries its length, so that two different
   * headers never have the same encoding.
   */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + route.encodedLength());
    out.put((byte) VERSION).put(code(kind));
    route.writeTo(out);
    return out.putLong(sessionId.map(SessionId::high).orElse(0L))
        .putLong(sessionId.map(SessionId::low).orElse(0L))
        .putLong(counter)
        .array();
  }

  // Numbers of the protocol, not of the enum's order: they are never reused.
  private static byte code(FrameKind kind) {
    return switch (kind) {
      case HELLO -> 1;
      case ANSWER -> 2;
      case FINISH -> 3;
      case DATA -> 4;
      case ACKNOWLEDGEMENT -> 5;
      case SESSION_UNKNOWN -> 6;
      case UNKNOWN -> throw new IllegalStateException("kind UNKNOWN has no code");
    };
  }
}
