package io.hallmark.link.lane;

import java.time.Duration;

/**
 * Bounds of a sender, per lane.
 *
 * @param runBytesMax encoded bytes of a run; a single message that is larger travels alone
 * @param windowBytes encoded bytes in flight; one run may always be
 * @param resendAfterFirst before a round trip was measured
 * @param resendAfterMin never sooner
 * @param resendAfterMax never later, whatever the back-off
 */
public record SenderLimits(
    int runBytesMax,
    int windowBytes,
    Duration resendAfterFirst,
    Duration resendAfterMin,
    Duration resendAfterMax) {
  public static final SenderLimits DEFAULT =
      new SenderLimits(
          256 << 10,
          2 << 20,
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofSeconds(20));

  public SenderLimits {
    if (runBytesMax < 1 || windowBytes < runBytesMax) {
      throw new IllegalArgumentException(
          "run bytes must be 1 or more and fit in the window, got %d and %d"
              .formatted(runBytesMax, windowBytes));
    }
    if (resendAfterMin.isNegative()
        || resendAfterMin.isZero()
        || resendAfterFirst.compareTo(resendAfterMin) < 0
        || resendAfterMax.compareTo(resendAfterFirst) < 0) {
      throw new IllegalArgumentException(
          "resend times must be positive and grow: min %s, first %s, max %s"
              .formatted(resendAfterMin, resendAfterFirst, resendAfterMax));
    }
  }
}
