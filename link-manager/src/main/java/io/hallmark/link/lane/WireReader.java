package io.hallmark.link.lane;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads big-endian fields and checks every length against what is left. Confined to one thread. */
final class WireReader {
  private final ByteBuffer in;

  WireReader(ByteBuffer in) {
    this.in = in.slice();
  }

  int unsignedByte(String what) throws MalformedRecordException {
    need(Byte.BYTES, what);
    return Byte.toUnsignedInt(in.get());
  }

  int unsignedShort(String what) throws MalformedRecordException {
    need(Short.BYTES, what);
    return Short.toUnsignedInt(in.getShort());
  }

  int length(String what) throws MalformedRecordException {
    need(Integer.BYTES, what);
    int length = in.getInt();
    need(length, what);
    return length;
  }

  long int64(String what) throws MalformedRecordException {
    need(Long.BYTES, what);
    return in.getLong();
  }

  ByteBuffer bytes(String what) throws MalformedRecordException {
    return take(length(what));
  }

  String shortText(String what) throws MalformedRecordException {
    int length = unsignedShort(what);
    need(length, what);
    return text(take(length), what);
  }

  String longText(String what) throws MalformedRecordException {
    return text(bytes(what), what);
  }

  void end() throws MalformedRecordException {
    if (in.hasRemaining()) {
      throw new MalformedRecordException(in.remaining() + " bytes after the end");
    }
  }

  private ByteBuffer take(int length) {
    ByteBuffer part = in.slice().limit(length);
    in.position(in.position() + length);
    return part;
  }

  private static String text(ByteBuffer bytes, String what) throws MalformedRecordException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedRecordException(what + " is not UTF-8", e);
    }
  }

  private void need(int length, String what) throws MalformedRecordException {
    if (length < 0 || length > in.remaining()) {
      throw new MalformedRecordException(
          "%s needs %d bytes, %d are left"
              .formatted(what, Integer.toUnsignedLong(length), in.remaining()));
    }
  }
}
