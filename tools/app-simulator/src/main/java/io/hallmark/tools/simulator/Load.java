package io.hallmark.tools.simulator;

/**
 * What a sender sends.
 *
 * @param route between whom
 * @param run tells the messages of this run from those of others
 * @param messages how many, 1 to {@value #MESSAGES_MAX}
 * @param size of a payload in bytes, {@link #SIZE_MIN} to {@value #SIZE_MAX}
 * @param ratePerSecond messages per second, open-loop; 0: as fast as the bus takes them
 * @param keys how many ordering keys they are spread over, 1 to {@value #KEYS_MAX}
 */
public record Load(Route route, long run, long messages, int size, double ratePerSecond, int keys) {
  /** A bit is kept for each message: 125 MB at most. */
  public static final long MESSAGES_MAX = 1_000_000_000L;

  public static final int SIZE_MIN = NumberedPayload.SIZE_MIN;
  public static final int SIZE_MAX = 900_000;

  /** A number is kept for each key: 8 MB at most. */
  public static final int KEYS_MAX = 1_000_000;

  public Load {
    checkRange("messages", messages, 1, MESSAGES_MAX);
    checkRange("size", size, SIZE_MIN, SIZE_MAX);
    checkRange("keys", keys, 1, KEYS_MAX);
    if (!(ratePerSecond >= 0 && ratePerSecond <= 1e9)) {
      throw new IllegalArgumentException(
          "rate must be 0 (no limit) to 1000000000 per second, got " + ratePerSecond);
    }
  }

  private static void checkRange(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, got %d".formatted(what, min, max, value));
    }
  }

  NumberedPayload payload(long number, long dueEpochNanos) {
    return new NumberedPayload(run, number, (int) (number % keys), number / keys, dueEpochNanos);
  }

  /** When a message is due, counted from the start; 0 where there is no rate. */
  long dueAfterNanos(long number) {
    return ratePerSecond == 0 ? 0 : (long) (number * 1e9 / ratePerSecond);
  }
}
