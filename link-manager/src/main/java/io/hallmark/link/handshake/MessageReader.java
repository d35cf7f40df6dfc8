package io.hallmark.link.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads a message strictly: every field within its bounds, and nothing after the last. */
final class MessageReader {
  private final ByteBuffer in;

  MessageReader(byte[] bytes, int max) throws HandshakeFault {
    HandshakeFault.unless(bytes.length <= max, HandshakeFailure.MALFORMED);
    this.in = ByteBuffer.wrap(bytes);
  }

  int u8() throws HandshakeFault {
    require(1);
    return in.get() & 0xff;
  }

  int u16() throws HandshakeFault {
    require(2);
    return in.getShort() & 0xffff;
  }

  byte[] fixed(int length) throws HandshakeFault {
    require(length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** A u16 length within the bounds, and as many bytes. */
  byte[] opaque(int min, int max) throws HandshakeFault {
    int length = u16();
    HandshakeFault.unless(length >= min && length <= max, HandshakeFailure.MALFORMED);
    return fixed(length);
  }

  /** A u16 length of 1 to {@code max}, and as many bytes of well-formed UTF-8. */
  String text(int max) throws HandshakeFault {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(opaque(1, max))).toString();
    } catch (CharacterCodingException e) {
      throw new HandshakeFault(HandshakeFailure.MALFORMED, e);
    }
  }

  int position() {
    return in.position();
  }

  void end() throws HandshakeFault {
    HandshakeFault.unless(!in.hasRemaining(), HandshakeFailure.MALFORMED);
  }

  private void require(int length) throws HandshakeFault {
    HandshakeFault.unless(in.remaining() >= length, HandshakeFailure.MALFORMED);
  }
}
