package io.hallmark.link.peering;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** A wait that doubles each time, with jitter, until it is reset. Confined to one thread. */
final class Pause {
  private static final double JITTER = 0.25;

  private final Duration min;
  private final Duration max;
  private final RandomGenerator random;
  private Duration next;
  private Instant until = Instant.MIN;

  Pause(Duration min, Duration max, RandomGenerator random) {
    this.min = min;
    this.max = max;
    this.random = random;
    this.next = min;
  }

  Duration begin(Instant now) {
    Duration wait = next.plusNanos((long) (next.toNanos() * JITTER * random.nextDouble()));
    until = now.plus(wait);
    next = next.multipliedBy(2).compareTo(max) > 0 ? max : next.multipliedBy(2);
    return wait;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  void reset() {
    next = min;
    until = Instant.MIN;
  }
}
