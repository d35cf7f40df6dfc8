package io.hallmark.crypto.worker.keys;

import java.time.Duration;

/**
 * How keys are administered. Immutable.
 *
 * @param commandsWaitingMax commands that may wait for the one at hand, 1 to 10000; one more is
 *     answered with: ask again later
 * @param deletionWaitMin for how long a deletion can be undone at least, 1 s to 365 days
 * @param retireWaitMin how long a wrapping key outlives the coming of the next at least, 1 s to 1
 *     day: a worker that has not heard of the next yet still wraps new keys by the old one
 */
public record KeySettings(
    int commandsWaitingMax, Duration deletionWaitMin, Duration retireWaitMin) {
  private static final int COMMANDS_WAITING_LIMIT = 10_000;
  private static final Duration LEAST = Duration.ofSeconds(1);

  // After the bounds that it is held against.
  public static final KeySettings DEFAULT =
      new KeySettings(64, Duration.ofDays(7), Duration.ofMinutes(1));

  public KeySettings {
    if (commandsWaitingMax < 1 || commandsWaitingMax > COMMANDS_WAITING_LIMIT) {
      throw new IllegalArgumentException(
          "commandsWaitingMax must be 1 to %d, got %d"
              .formatted(COMMANDS_WAITING_LIMIT, commandsWaitingMax));
    }
    check("deletionWaitMin", deletionWaitMin, Duration.ofDays(365), "1s to 365d");
    check("retireWaitMin", retireWaitMin, Duration.ofDays(1), "1s to 1d");
  }

  private static void check(String key, Duration value, Duration most, String bounds) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException("%s must be %s, got %s".formatted(key, bounds, value));
    }
  }
}
