package io.hallmark.gateway.outbound;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait after failures: twice as long each time, within bounds, with jitter. */
final class BackOff {
  private static final int DOUBLINGS_MAX = 20;

  private final long leastNanos;
  private final long mostNanos;
  private final DoubleSupplier random;

  /**
   * @param random from 0 to 1
   */
  BackOff(Duration least, Duration most, DoubleSupplier random) {
    this.leastNanos = least.toNanos();
    this.mostNanos = most.toNanos();
    this.random = random;
  }

  /** The wait after so many failures in a row, at least half of it sure and the rest by chance. */
  long nanosAfter(int failures) {
    int doublings = Math.min(Math.max(0, failures - 1), DOUBLINGS_MAX);
    long whole = Math.min(mostNanos, leastNanos << doublings);
    long sure = whole / 2;
    return sure + (long) ((whole - sure) * random.getAsDouble());
  }
}
