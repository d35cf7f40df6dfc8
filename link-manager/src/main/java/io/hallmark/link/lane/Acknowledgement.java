package io.hallmark.link.lane;

import java.util.List;

/**
 * What a receiver holds of a lane. Immutable.
 *
 * @param delivered last offset that it holds for good; {@link Run#NONE} for none
 * @param held what it holds early, beyond a gap: a hint that spares resending, no promise, since a
 *     receiver that dies forgets it
 */
public record Acknowledgement(long delivered, List<Held> held) {
  /** More ranges are not reported. */
  public static final int HELD_MAX = 32;

  public Acknowledgement {
    held = List.copyOf(held);
    if (delivered < Run.NONE) {
      throw new IllegalArgumentException("delivered offset must be -1 or more, got " + delivered);
    }
    if (held.size() > HELD_MAX) {
      throw new IllegalArgumentException(
          "at most %d held ranges, got %d".formatted(HELD_MAX, held.size()));
    }
  }

  /**
   * The lane's messages after one offset up to another.
   *
   * @param after exclusive
   * @param upTo inclusive
   */
  public record Held(long after, long upTo) {
    public Held {
      if (after < Run.NONE || upTo <= after) {
        throw new IllegalArgumentException(
            "a held range must grow, got %d to %d".formatted(after, upTo));
      }
    }

    boolean covers(long previous, long last) {
      return after <= previous && last <= upTo;
    }
  }
}
