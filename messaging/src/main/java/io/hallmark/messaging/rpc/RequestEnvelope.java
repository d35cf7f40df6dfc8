package io.hallmark.messaging.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What stands in the record headers of a request. Numbers are big-endian, text is UTF-8.
 *
 * @param caller instance that asks, 1 to {@value #CALLER_BYTES_MAX} bytes
 * @param replyTopic where the answer goes
 * @param replyPartition and to which partition
 * @param correlation goes back with the answer
 * @param deadlineMillis since the epoch; after it nobody waits for the answer
 * @param attempt 1 for the first
 * @param traceparent W3C trace context; empty where there is none, and then not on the wire
 */
record RequestEnvelope(
    String caller,
    String replyTopic,
    int replyPartition,
    Correlation correlation,
    long deadlineMillis,
    int attempt,
    String traceparent) {
  static final int CALLER_BYTES_MAX = 128;

  /** Kafka's own limit. */
  private static final int TOPIC_BYTES_MAX = 249;

  private static final String CALLER = "caller";
  private static final String REPLY_TOPIC = "reply-topic";
  private static final String REPLY_PARTITION = "reply-partition";
  private static final String DEADLINE = "deadline";
  private static final String ATTEMPT = "attempt";
  private static final String TRACEPARENT = "traceparent";
  private static final int TRACEPARENT_BYTES_MAX = 128;

  /** Shared with the reply's headers. */
  static final String CORRELATION = "correlation";

  void writeTo(Headers headers) {
    headers.add(CALLER, caller.getBytes(StandardCharsets.UTF_8));
    headers.add(REPLY_TOPIC, replyTopic.getBytes(StandardCharsets.UTF_8));
    headers.add(REPLY_PARTITION, ByteBuffer.allocate(4).putInt(replyPartition).array());
    headers.add(CORRELATION, correlation.toByteArray());
    headers.add(DEADLINE, ByteBuffer.allocate(8).putLong(deadlineMillis).array());
    headers.add(ATTEMPT, new byte[] {(byte) attempt});
    if (!traceparent.isEmpty()) {
      headers.add(TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Reads the headers in one pass; unknown ones are skipped, so that later versions may add. */
  static RequestEnvelope read(Headers headers) {
    byte[] caller = null;
    byte[] replyTopic = null;
    byte[] replyPartition = null;
    byte[] correlation = null;
    byte[] deadline = null;
    byte[] attempt = null;
    byte[] traceparent = null;
    for (Header header : headers) {
      switch (header.key()) {
        case CALLER -> caller = header.value();
        case REPLY_TOPIC -> replyTopic = header.value();
        case REPLY_PARTITION -> replyPartition = header.value();
        case CORRELATION -> correlation = header.value();
        case DEADLINE -> deadline = header.value();
        case ATTEMPT -> attempt = header.value();
        case TRACEPARENT -> traceparent = header.value();
        default -> {}
      }
    }
    return new RequestEnvelope(
        text(CALLER, caller, CALLER_BYTES_MAX),
        text(REPLY_TOPIC, replyTopic, TOPIC_BYTES_MAX),
        exactly(REPLY_PARTITION, replyPartition, 4).getInt(),
        Correlation.read(exactly(CORRELATION, correlation, Correlation.BYTES).array()),
        exactly(DEADLINE, deadline, 8).getLong(),
        Byte.toUnsignedInt(exactly(ATTEMPT, attempt, 1).get()),
        traceparent == null || traceparent.length > TRACEPARENT_BYTES_MAX
            ? ""
            : new String(traceparent, StandardCharsets.UTF_8));
  }

  private static String text(String name, byte[] value, int max) {
    if (value == null || value.length == 0 || value.length > max) {
      throw new MalformedEnvelopeException(
          "header %s has %s bytes, expected 1 to %d".formatted(name, length(value), max));
    }
    return new String(value, StandardCharsets.UTF_8);
  }

  private static ByteBuffer exactly(String name, byte[] value, int length) {
    if (value == null || value.length != length) {
      throw new MalformedEnvelopeException(
          "header %s has %s bytes, expected %d".formatted(name, length(value), length));
    }
    return ByteBuffer.wrap(value);
  }

  private static String length(byte[] value) {
    return value == null ? "no" : Integer.toString(value.length);
  }
}
