package io.hallmark.messaging.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What stands in the record headers of a reply: the correlation, and the outcome as one byte of
 * kind, one of the attempt it answers, four of code, eight of milliseconds to wait. The body is the
 * record's value, present only when done.
 */
final class ReplyEnvelope {
  private static final String OUTCOME = "outcome";
  private static final String DETAIL = "detail";
  private static final int OUTCOME_BYTES = 14;

  /** A detail is for people; a longer one is cut. */
  private static final int DETAIL_CHARACTERS_MAX = 500;

  /** Numbers of the wire; never reused. */
  private static final byte DONE = 1;

  private static final byte REFUSED = 2;
  private static final byte UNAVAILABLE = 3;

  private ReplyEnvelope() {}

  /** Writes the headers of {@code outcome}, and gives the record's value: the body, or null. */
  static byte[] write(Correlation correlation, int attempt, RpcOutcome outcome, Headers headers) {
    headers.add(RequestEnvelope.CORRELATION, correlation.toByteArray());
    return outcome.fold(
        new RpcOutcome.Cases<>() {
          @Override
          public byte[] done(Body reply) {
            headers.add(OUTCOME, pack(DONE, attempt, 0, 0));
            return reply.bytes();
          }

          @Override
          public byte[] refused(int code, String detail) {
            headers.add(OUTCOME, pack(REFUSED, attempt, code, 0));
            headers.add(DETAIL, cut(detail).getBytes(StandardCharsets.UTF_8));
            return null;
          }

          @Override
          public byte[] unavailable(int code, Duration retryAfter) {
            headers.add(OUTCOME, pack(UNAVAILABLE, attempt, code, retryAfter.toMillis()));
            return null;
          }
        });
  }

  static Correlation correlation(Headers headers) {
    return Correlation.read(required(headers, RequestEnvelope.CORRELATION));
  }

  /** Which attempt, from 1, was answered. */
  static int attempt(Headers headers) {
    return Byte.toUnsignedInt(packed(headers).get(1));
  }

  static RpcOutcome outcome(Headers headers, byte[] body) {
    ByteBuffer in = packed(headers);
    byte kind = in.get();
    in.get();
    int code = in.getInt();
    long waitMillis = in.getLong();
    return switch (kind) {
      case DONE -> new RpcOutcome.Done(Body.wrap(body == null ? new byte[0] : body));
      case REFUSED -> new RpcOutcome.Refused(code, detail(headers));
      case UNAVAILABLE ->
          new RpcOutcome.Unavailable(code, Duration.ofMillis(Math.max(0, waitMillis)));
      default -> throw new MalformedEnvelopeException("outcome kind is " + kind);
    };
  }

  private static ByteBuffer packed(Headers headers) {
    byte[] packed = required(headers, OUTCOME);
    if (packed.length != OUTCOME_BYTES) {
      throw new MalformedEnvelopeException(
          "header %s has %d bytes, expected %d".formatted(OUTCOME, packed.length, OUTCOME_BYTES));
    }
    return ByteBuffer.wrap(packed);
  }

  private static String detail(Headers headers) {
    Header detail = headers.lastHeader(DETAIL);
    return detail == null || detail.value() == null
        ? ""
        : new String(detail.value(), StandardCharsets.UTF_8);
  }

  private static byte[] required(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new MalformedEnvelopeException("header %s is missing".formatted(name));
    }
    return header.value();
  }

  private static byte[] pack(byte kind, int attempt, int code, long waitMillis) {
    return ByteBuffer.allocate(OUTCOME_BYTES)
        .put(kind)
        .put((byte) attempt)
        .putInt(code)
        .putLong(waitMillis)
        .array();
  }

  private static String cut(String detail) {
    return detail.length() <= DETAIL_CHARACTERS_MAX
        ? detail
        : detail.substring(0, DETAIL_CHARACTERS_MAX);
  }
}
