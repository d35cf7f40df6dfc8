package io.hallmark.link.session;

import java.util.Arrays;

/**
 * Which counters were seen, as in RFC 6479: a ring of bits that moves with the highest counter.
 * Confined to its session's opening side.
 */
final class ReplayWindow {
  /** How far behind the highest counter a record may be. */
  static final int SIZE = 4096;

  // One word more than the window, so that clearing the word ahead never touches a bit inside it.
  private static final int WORDS = SIZE / Long.SIZE + 1;

  private final long[] bits = new long[WORDS];
  private long highest;

  /** Whether {@code counter} is new; says nothing about it being authentic. */
  Verdict check(long counter) {
    if (counter > highest) {
      return Verdict.NEW;
    }
    if (highest - counter >= SIZE) {
      return Verdict.TOO_OLD;
    }
    return (bits[word(counter)] & bit(counter)) == 0 ? Verdict.NEW : Verdict.SEEN;
  }

  /** Marks a counter that {@link #check} called new and that was then authenticated. */
  void mark(long counter) {
    if (counter > highest) {
      clearBetween(highest, counter);
      highest = counter;
    }
    bits[word(counter)] |= bit(counter);
  }

  long highest() {
    return highest;
  }

  private void clearBetween(long from, long to) {
    long words = to / Long.SIZE - from / Long.SIZE;
    if (words >= WORDS) {
      Arrays.fill(bits, 0);
      return;
    }
    for (long word = 1; word <= words; word++) {
      bits[(int) ((from / Long.SIZE + word) % WORDS)] = 0;
    }
  }

  private static int word(long counter) {
    return (int) (counter / Long.SIZE % WORDS);
  }

  private static long bit(long counter) {
    return 1L << (counter % Long.SIZE);
  }

  enum Verdict {
    NEW,
    SEEN,
    TOO_OLD
  }
}
