package io.hallmark.link.lane;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Run} as the content of a sealed DATA frame. Stateless.
 *
 * <p>Big-endian; text is UTF-8:
 *
 * <pre>
 * run     = type u8 (1) | previous i64 | count u16 | entry * count
 * entry   = offset i64 | flags u8 | content unless flag SKIP
 * content = [key length u32, key, if flag KEY] | id length u16, id
 *         | headers u16 | (name length u16, name, value length u32, value) * headers
 *         | payload length u32, payload
 * flags   : 1 SKIP, 2 KEY; others must be zero
 * </pre>
 */
public final class RunCodec {
  static final int TYPE = 1;
  static final int FLAG_SKIP = 1;
  static final int FLAG_KEY = 2;
  static final int RUN_BYTES_FIXED = 1 + Long.BYTES + Short.BYTES;
  static final int ENTRY_BYTES_FIXED = Long.BYTES + 1;
  static final int CONTENT_BYTES_FIXED = 4 + 2 + 2 + 4;
  static final int HEADER_BYTES_FIXED = 2 + 4;

  /** Entries that a run may have. */
  public static final int ENTRIES_MAX = 0xFFFF;

  /** Bytes of UTF-8 that an id or a header's name may have, and headers a message. */
  public static final int SHORT_MAX = 0xFFFF;

  private RunCodec() {}

  /** Whether a message can be carried at all, apart from its size. */
  public static boolean isCarriable(MessageContent content) {
    return utf8(content.id()).length <= SHORT_MAX
        && content.headers().size() <= SHORT_MAX
        && content.headers().keySet().stream().allMatch(name -> utf8(name).length <= SHORT_MAX);
  }

  public static byte[] encode(Run run) {
    int bytes = RUN_BYTES_FIXED;
    for (LaneEntry entry : run.entries()) {
      bytes += entry.encodedBytes();
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    out.put((byte) TYPE).putLong(run.previous()).putShort((short) run.entries().size());
    for (LaneEntry entry : run.entries()) {
      putEntry(out, entry);
    }
    byte[] encoded = new byte[out.position()];
    out.flip().get(encoded);
    return encoded;
  }

  private static void putEntry(ByteBuffer out, LaneEntry entry) {
    out.putLong(entry.offset());
    if (entry.content().isEmpty()) {
      out.put((byte) FLAG_SKIP);
      return;
    }
    MessageContent content = entry.content().get();
    Optional<ByteBuffer> key = content.key();
    out.put((byte) (key.isPresent() ? FLAG_KEY : 0));
    key.ifPresent(bytes -> out.putInt(bytes.remaining()).put(bytes));
    putShortText(out, content.id());
    out.putShort((short) content.headers().size());
    content.headers().forEach((name, value) -> putHeader(out, name, value));
    ByteBuffer payload = content.payload();
    out.putInt(payload.remaining()).put(payload);
  }

  private static void putHeader(ByteBuffer out, String name, String value) {
    putShortText(out, name);
    byte[] bytes = utf8(value);
    out.putInt(bytes.length).put(bytes);
  }

  private static void putShortText(ByteBuffer out, String text) {
    byte[] bytes = utf8(text);
    out.putShort((short) bytes.length).put(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The buffers of the result share {@code encoded}, which must not change any more. */
  public static Run decode(ByteBuffer encoded) throws MalformedRecordException {
    WireReader in = new WireReader(encoded);
    int type = in.unsignedByte("type");
    if (type != TYPE) {
      throw new MalformedRecordException("type of a run must be 1, got " + type);
    }
    long previous = in.int64("previous offset");
    int count = in.unsignedShort("count");
    List<LaneEntry> entries = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        entries.add(entry(in));
      }
      in.end();
      return new Run(previous, entries);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(e.getMessage(), e);
    }
  }

  private static LaneEntry entry(WireReader in) throws MalformedRecordException {
    long offset = in.int64("offset");
    int flags = in.unsignedByte("flags");
    return switch (flags) {
      case FLAG_SKIP -> LaneEntry.skip(offset);
      case FLAG_KEY -> LaneEntry.message(offset, content(in, Optional.of(in.bytes("key"))));
      case 0 -> LaneEntry.message(offset, content(in, Optional.empty()));
      default -> throw new MalformedRecordException("unknown flags " + flags);
    };
  }

  private static MessageContent content(WireReader in, Optional<ByteBuffer> key)
      throws MalformedRecordException {
    String id = in.shortText("id");
    return new MessageContent(key, id, headers(in), in.bytes("payload"));
  }

  private static Map<String, String> headers(WireReader in) throws MalformedRecordException {
    int count = in.unsignedShort("headers");
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.shortText("header name");
      if (headers.put(name, in.longText("header value")) != null) {
        throw new MalformedRecordException("a header is there twice");
      }
    }
    return headers;
  }
}
