package io.hallmark.crypto.worker.registry;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of bytes outside the Java heap, in segments of {@value #SEGMENT_BYTES} bytes that are
 * filled one after the other. A record never moves and never changes; who replaces one adds another
 * and frees the first. A segment without records is filled again. Not safe for concurrent use.
 *
 * <p>An address is the segment's number in its upper half and the offset there in its lower.
 */
final class RecordArena {
  static final int SEGMENT_BYTES = 1 << 20;

  /** At least half of a segment that is kept is in use, apart from the one that is filled. */
  private static final int LIVE_BYTES_MIN = SEGMENT_BYTES / 2;

  /** No segment. */
  static final int NONE = -1;

  private final List<ByteBuffer> segments = new ArrayList<>();
  private final List<Integer> liveBytes = new ArrayList<>();
  private final Deque<Integer> empty = new ArrayDeque<>();
  private int current = NONE;
  private int sparse = NONE;
  private int filled;

  /** Room for a record of {@code size} bytes. */
  long allocate(int size) {
    if (size > SEGMENT_BYTES) {
      return address(open(size, size), 0);
    }
    if (current < 0 || filled + size > SEGMENT_BYTES) {
      int before = current;
      current = empty.isEmpty() ? open(SEGMENT_BYTES, 0) : empty.pop();
      filled = 0;
      retire(before);
    }
    long address = address(current, filled);
    filled += size;
    liveBytes.set(current, liveBytes.get(current) + size);
    return address;
  }

  /** Gives a record's room back. */
  void free(long address, int size) {
    int segment = segment(address);
    int left = liveBytes.get(segment) - size;
    liveBytes.set(segment, left);
    if (segment != current) {
      retire(segment);
    }
  }

  /**
   * A segment of which so much is free that its records should go elsewhere; {@link #NONE} where
   * there is none. Asked after each change until there is none, it finds them all.
   */
  int takeSparse() {
    int found = sparse;
    sparse = NONE;
    return found;
  }

  /** The segment; absolute access only. */
  ByteBuffer segmentBuffer(int segment) {
    return segments.get(segment);
  }

  /** The segment that holds the record; absolute access only. */
  ByteBuffer buffer(long address) {
    return segments.get(segment(address));
  }

  static int offset(long address) {
    return (int) address;
  }

  static int segment(long address) {
    return (int) (address >>> Integer.SIZE);
  }

  static long address(int segment, int offset) {
    return ((long) segment << Integer.SIZE) | offset;
  }

  /** Bytes that are taken from the system. */
  long reservedBytes() {
    return segments.stream().filter(s -> s != null).mapToLong(ByteBuffer::capacity).sum();
  }

  /** What follows from how much of a segment, which is not the one that is filled, is in use. */
  private void retire(int segment) {
    if (segment == NONE) {
      return;
    }
    int live = liveBytes.get(segment);
    if (live == 0 && isOversized(segment)) {
      // Its memory goes with the buffer; the number, a few bytes, is not used again.
      segments.set(segment, null);
    } else if (live == 0) {
      empty.push(segment);
    } else if (live < LIVE_BYTES_MIN && !isOversized(segment)) {
      sparse = segment;
    }
  }

  private boolean isOversized(int segment) {
    return segments.get(segment).capacity() > SEGMENT_BYTES;
  }

  private int open(int bytes, int live) {
    segments.add(ByteBuffer.allocateDirect(bytes));
    liveBytes.add(live);
    return segments.size() - 1;
  }
}
