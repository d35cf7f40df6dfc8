package io.hallmark.tools.simulator;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The content of a simulated message: who it is and when it was due, padded to the size asked for.
 *
 * <p>Layout, big-endian: magic "HMSM", CRC-32C of all that follows it, run, number, key, sequence,
 * due time, padding. The padding follows from the number, so that it neither compresses to nothing
 * nor needs to be remembered, and the checksum covers it.
 *
 * @param run which run of a sender it belongs to
 * @param number counts the messages of a run from 0
 * @param key which ordering key it was sent with, from 0
 * @param sequence counts the messages of a key from 0
 * @param dueEpochNanos when it was sent or, at a fixed rate, should have been
 */
record NumberedPayload(long run, long number, int key, long sequence, long dueEpochNanos) {
  static final int SIZE_MIN = 4 + 4 + 8 + 8 + 4 + 8 + 8;

  private static final int MAGIC = 0x484d534d;
  private static final int CHECKSUM_AT = 4;
  private static final int CHECKED_FROM = 8;

  ByteBuffer encode(int size) {
    if (size < SIZE_MIN) {
      throw new IllegalArgumentException(
          "size must be at least %d bytes, got %d".formatted(SIZE_MIN, size));
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putInt(MAGIC).putInt(0).putLong(run).putLong(number).putInt(key).putLong(sequence);
    bytes.putLong(dueEpochNanos);
    pad(bytes, number);
    bytes.putInt(CHECKSUM_AT, checksum(bytes.flip()));
    return bytes;
  }

  /** The payload, or empty if it is none of ours or was changed on its way. */
  static Optional<NumberedPayload> decode(ByteBuffer payload) {
    ByteBuffer bytes = payload.slice();
    if (bytes.remaining() < SIZE_MIN
        || bytes.getInt() != MAGIC
        || bytes.getInt() != checksum(bytes.duplicate().rewind())) {
      return Optional.empty();
    }
    return Optional.of(
        new NumberedPayload(
            bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getLong(), bytes.getLong()));
  }

  private static int checksum(ByteBuffer whole) {
    CRC32C crc = new CRC32C();
    crc.update(whole.duplicate().position(CHECKED_FROM));
    return (int) crc.getValue();
  }

  /** SplitMix64: cheap, and no two messages are padded alike. */
  private static void pad(ByteBuffer bytes, long seed) {
    long state = seed;
    while (bytes.remaining() >= Long.BYTES) {
      state += 0x9e3779b97f4a7c15L;
      long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
      bytes.putLong(mixed ^ (mixed >>> 31));
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) bytes.remaining());
    }
  }
}
