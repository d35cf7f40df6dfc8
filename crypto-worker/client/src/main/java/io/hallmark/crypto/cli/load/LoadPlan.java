package io.hallmark.crypto.cli.load;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What is asked for, and when. Immutable.
 *
 * @param ratePerSecond requests per second, above 0, at most 1,000,000
 * @param length for how long, 1 s to a day
 * @param deadline of each request, counted from when it is due; 1 ms to a minute
 * @param contentBytes size of what is signed, 16 to 100,000
 */
public record LoadPlan(double ratePerSecond, Duration length, Duration deadline, int contentBytes) {
  private static final double RATE_MAX = 1_000_000;
  private static final Duration LENGTH_MAX = Duration.ofDays(1);
  private static final Duration DEADLINE_MAX = Duration.ofMinutes(1);
  private static final int CONTENT_BYTES_MIN = 2 * Long.BYTES;
  private static final int CONTENT_BYTES_MAX = 100_000;
  private static final double NANOS_PER_SECOND = 1e9;

  public LoadPlan {
    if (!(ratePerSecond > 0 && ratePerSecond <= RATE_MAX)) {
      throw new IllegalArgumentException(
          "rate must be above 0 and at most 1000000 per second, got " + ratePerSecond);
    }
    checkRange("length", length, Duration.ofSeconds(1), LENGTH_MAX);
    checkRange("deadline", deadline, Duration.ofMillis(1), DEADLINE_MAX);
    if (contentBytes < CONTENT_BYTES_MIN || contentBytes > CONTENT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "size must be %d to %d bytes, got %d"
              .formatted(CONTENT_BYTES_MIN, CONTENT_BYTES_MAX, contentBytes));
    }
  }

  /** How many requests there are, one at least. */
  public long requests() {
    return Math.max(1, Math.round(ratePerSecond * length.toNanos() / NANOS_PER_SECOND));
  }

  /** When a request is due, counted from the start. The first is due at once. */
  long dueAfterNanos(long number) {
    return (long) (number * NANOS_PER_SECOND / ratePerSecond);
  }

  /** What request {@code number} of {@code run} has signed: no two have the same. */
  byte[] content(long run, long number) {
    return ByteBuffer.allocate(contentBytes).putLong(run).putLong(number).array();
  }

  private static void checkRange(String what, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, got %s".formatted(what, min, max, value));
    }
  }
}
