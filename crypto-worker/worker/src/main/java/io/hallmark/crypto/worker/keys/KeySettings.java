package io.hallmark.crypto.worker.keys;

import java.time.Duration;

/**
 * How keys are administered. Immutable.
 *
 * @param commandsWaitingMax commands that may wait; one more is answered with: ask again later
 * @param deletionWaitMin for how long a deletion can be undone at least; above zero
 */
public record KeySettings(int commandsWaitingMax, Duration deletionWaitMin) {
  public KeySettings {
    if (commandsWaitingMax < 1) {
      throw new IllegalArgumentException(
          "commandsWaitingMax must be 1 or more, got " + commandsWaitingMax);
    }
    if (deletionWaitMin.isNegative() || deletionWaitMin.isZero()) {
      throw new IllegalArgumentException(
          "deletionWaitMin must be above zero, got " + deletionWaitMin);
    }
  }
}
