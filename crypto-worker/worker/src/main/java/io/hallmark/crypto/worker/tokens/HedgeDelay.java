package io.hallmark.crypto.worker.tokens;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long a token's answer is waited for before another token is asked as well: four times what
 * all but one in a hundred of its latest signatures took, at least 100 ms, at most half of the time
 * after which a call counts as hung. Safe for concurrent use.
 */
final class HedgeDelay {
  static final long LEAST_NANOS = Duration.ofMillis(100).toNanos();

  /** While fewer than {@link #SAMPLES_MIN} answers are known. */
  static final long UNKNOWN_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int SAMPLES = 256;
  private static final int SAMPLES_MIN = 16;

  /** The percentile is worked out anew after so many answers. */
  private static final int EVERY = 16;

  private static final int TIMES = 4;

  private final AtomicLongArray latest = new AtomicLongArray(SAMPLES);
  private final AtomicLong count = new AtomicLong();
  private volatile Usual usual = new Usual(UNKNOWN_NANOS, 0);

  /** What was worked out when so many answers were known. */
  private record Usual(long nanos, long answers) {}

  /** What a signature took, from asking to the answer. */
  void observe(long nanos) {
    long number = count.getAndIncrement();
    latest.set((int) (number % SAMPLES), nanos);
  }

  private long percentile99(int samples) {
    long[] sorted = new long[samples];
    Arrays.setAll(sorted, latest::get);
    Arrays.sort(sorted);
    return sorted[(samples * 99 - 1) / 100];
  }

  /**
   * @param callLimit after which a call to the token counts as hung
   */
  long nanos(Duration callLimit) {
    return Math.min(Math.max(LEAST_NANOS, usualNanos()), callLimit.toNanos() / 2);
  }

  /** Here and not with each answer: where there is one token, nobody asks. */
  private long usualNanos() {
    Usual known = usual;
    long answers = count.get();
    if (answers >= SAMPLES_MIN && answers - known.answers() >= EVERY) {
      known = new Usual(TIMES * percentile99((int) Math.min(SAMPLES, answers)), answers);
      usual = known;
    }
    return known.nanos();
  }
}
