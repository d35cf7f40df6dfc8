package io.hallmark.link.lane;

import java.util.List;

/**
 * Consecutive messages of a lane: every one of the lane's messages after {@code previous} up to the
 * last of {@code entries}. Immutable.
 *
 * <p>That nothing is left out in between is what lets a receiver take from a run whatever lies
 * after its own position, without a counter.
 *
 * @param previous offset of the lane's message before the first; {@link #NONE} where there is none
 * @param entries at least one, offsets growing
 */
public record Run(long previous, List<LaneEntry> entries) {
  /** Stands for the offset before a lane's first message. */
  public static final long NONE = -1;

  public Run {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a run must have at least one entry");
    }
    if (previous < NONE) {
      throw new IllegalArgumentException("previous offset must be -1 or more, got " + previous);
    }
    long before = previous;
    for (LaneEntry entry : entries) {
      if (entry.offset() <= before) {
        throw new IllegalArgumentException(
            "offsets of a run must grow, got %d after %d".formatted(entry.offset(), before));
      }
      before = entry.offset();
    }
  }

  /** Offset of its last entry. */
  public long last() {
    return entries.get(entries.size() - 1).offset();
  }
}
