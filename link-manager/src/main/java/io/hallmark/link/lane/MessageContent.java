package io.hallmark.link.lane;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What is carried of a message. Immutable; the buffers are read-only.
 *
 * @param key the application's ordering key; it travels unchanged
 * @param id the application's id of the message
 * @param headers the application's headers
 * @param payload the application's content
 */
public record MessageContent(
    Optional<ByteBuffer> key, String id, Map<String, String> headers, ByteBuffer payload) {
  public MessageContent {
    key = key.map(ByteBuffer::asReadOnlyBuffer);
    headers = Map.copyOf(headers);
    payload = payload.asReadOnlyBuffer();
  }

  @Override
  public Optional<ByteBuffer> key() {
    return key.map(ByteBuffer::duplicate);
  }

  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** Bytes of it in a frame. */
  int encodedBytes() {
    int bytes = RunCodec.CONTENT_BYTES_FIXED + payload.remaining() + utf8Bytes(id);
    bytes += key.map(ByteBuffer::remaining).orElse(0);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      bytes += RunCodec.HEADER_BYTES_FIXED;
      bytes += utf8Bytes(header.getKey()) + utf8Bytes(header.getValue());
    }
    return bytes;
  }

  private static int utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Without key and payload: contents never reach a log. */
  @Override
  public String toString() {
    return "MessageContent[id=" + id + ", " + payload.remaining() + " bytes]";
  }
}
