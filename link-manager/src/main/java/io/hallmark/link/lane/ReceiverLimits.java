package io.hallmark.link.lane;

/**
 * Bounds of what a receiver holds early, per lane. What does not fit is dropped and sent again.
 *
 * @param earlyBytesMax encoded bytes
 * @param earlyRunsMax runs
 */
public record ReceiverLimits(int earlyBytesMax, int earlyRunsMax) {
  /** Holds what a sender with {@link SenderLimits#DEFAULT} has in flight. */
  public static final ReceiverLimits DEFAULT = new ReceiverLimits(4 << 20, 256);

  public ReceiverLimits {
    if (earlyBytesMax < 0 || earlyRunsMax < 0) {
      throw new IllegalArgumentException(
          "limits must not be negative, got %d bytes, %d runs"
              .formatted(earlyBytesMax, earlyRunsMax));
    }
  }
}
