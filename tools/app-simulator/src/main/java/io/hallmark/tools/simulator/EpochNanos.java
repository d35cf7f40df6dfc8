package io.hallmark.tools.simulator;

import java.time.Clock;
import java.time.Instant;

/** Time as a sender and a receiver on one machine share it: nanoseconds since the epoch. */
@FunctionalInterface
interface EpochNanos {
  long now();

  static EpochNanos of(Clock clock) {
    return () -> {
      Instant instant = clock.instant();
      return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    };
  }
}
