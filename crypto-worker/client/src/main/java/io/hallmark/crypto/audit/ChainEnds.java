package io.hallmark.crypto.audit;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last batches of a chain: what heads, successors and repeats refer to. Confined. */
final class ChainEnds {
  /** Further back no retry of a producer and no head of a worker reaches. */
  static final int BATCHES_MAX = 4096;

  /** Kept of a chain that has ended. */
  private static final int SETTLED_MAX = 16;

  /**
   * One batch.
   *
   * @param digest of the whole record
   * @param hash after its last entry
   * @param contents entries up to its end that are no heads
   */
  record End(
      long first, long last, long offset, ByteBuffer digest, ByteBuffer hash, long contents) {}

  private final LinkedHashMap<Long, End> byFirst = new LinkedHashMap<>();
  private final Map<Long, End> byLast = new LinkedHashMap<>();

  void add(End end) {
    byFirst.put(end.first(), end);
    byLast.put(end.last(), end);
    trim(BATCHES_MAX);
  }

  /** The chain has ended: its end is enough. */
  void settle() {
    trim(SETTLED_MAX);
  }

  Optional<End> endingAt(long last) {
    return Optional.ofNullable(byLast.get(last));
  }

  Optional<End> beginningAt(long first) {
    return Optional.ofNullable(byFirst.get(first));
  }

  /** The batch that is this record, byte by byte. */
  Optional<End> same(long first, ByteBuffer digest) {
    return beginningAt(first).filter(end -> end.digest().equals(digest));
  }

  private void trim(int max) {
    while (byFirst.size() > max) {
      End oldest = byFirst.remove(byFirst.keySet().iterator().next());
      byLast.remove(oldest.last());
    }
  }
}
