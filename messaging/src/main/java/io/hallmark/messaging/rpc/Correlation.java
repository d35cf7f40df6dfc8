package io.hallmark.messaging.rpc;

import java.nio.ByteBuffer;

/**
 * Which request an answer belongs to: 16 bytes on the wire.
 *
 * @param epoch random for each start of a client, so that answers to its predecessor of the same
 *     name are not taken for its own
 * @param sequence counts the client's requests; all attempts of one share it
 */
record Correlation(long epoch, long sequence) {
  static final int BYTES = 16;

  byte[] toByteArray() {
    return ByteBuffer.allocate(BYTES).putLong(epoch).putLong(sequence).array();
  }

  static Correlation read(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new MalformedEnvelopeException(
          "correlation has %d bytes, expected %d".formatted(bytes.length, BYTES));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Correlation(in.getLong(), in.getLong());
  }
}
