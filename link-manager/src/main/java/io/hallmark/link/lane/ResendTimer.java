package io.hallmark.link.lane;

import java.util.random.RandomGenerator;

/**
 * When to send again: from measured round trips as in RFC 6298, doubled for each resend in a row,
 * with jitter so that lanes that lost together do not resend together. Confined to one thread.
 */
final class ResendTimer {
  private static final int BACKOFF_MAX = 10;
  private static final double JITTER = 0.25;

  private final SenderLimits limits;
  private final RandomGenerator random;
  private double smoothedNanos = -1;
  private double variationNanos;
  private int backoff;

  ResendTimer(SenderLimits limits, RandomGenerator random) {
    this.limits = limits;
    this.random = random;
  }

  /** A round trip of something that was sent once only (Karn's rule). */
  void measured(long nanos) {
    backoff = 0;
    if (smoothedNanos < 0) {
      smoothedNanos = nanos;
      variationNanos = nanos / 2.0;
    } else {
      variationNanos = 0.75 * variationNanos + 0.25 * Math.abs(smoothedNanos - nanos);
      smoothedNanos = 0.875 * smoothedNanos + 0.125 * nanos;
    }
  }

  void resent() {
    backoff = Math.min(backoff + 1, BACKOFF_MAX);
  }

  /**
   * What comes now is sent for the first time. Mere progress does not end the back-off: where round
   * trips are longer than we wait, all that comes back was sent again, and nothing was measured
   * yet.
   */
  void restart() {
    backoff = 0;
  }

  /** Nanoseconds to wait for an acknowledgement of what is sent now. */
  long waitNanos() {
    double base =
        smoothedNanos < 0
            ? limits.resendAfterFirst().toNanos()
            : smoothedNanos + 4 * variationNanos;
    double wait = Math.max(base, (double) limits.resendAfterMin().toNanos()) * (1L << backoff);
    wait *= 1 + JITTER * random.nextDouble();
    return (long) Math.min(wait, (double) limits.resendAfterMax().toNanos());
  }

  /** A round trip, in nanoseconds, as far as it is known. */
  long roundTripNanos() {
    return (long) (smoothedNanos < 0 ? limits.resendAfterMin().toNanos() : smoothedNanos);
  }
}
