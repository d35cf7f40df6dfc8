package io.hallmark.link;

import io.hallmark.link.delivery.ReceiptPolicy;
import io.hallmark.link.handshake.Suite;
import java.time.Duration;
import java.util.List;

/**
 * Configuration of a link manager. Immutable; {@link #DEFAULT} has every default.
 *
 * @param suites session suites allowed, the preferred one first
 * @param receipts which receipts are written
 * @param lane bounds of each lane
 * @param hellos how many handshakes a peer may ask for
 */
public record LinkManagerConfig(
    List<Suite> suites, ReceiptPolicy receipts, Lane lane, Hellos hellos) {
  public static final LinkManagerConfig DEFAULT = new LinkManagerConfig(null, null, null, null);

  /** What is null takes its default. */
  public LinkManagerConfig {
    suites = suites == null ? List.of(Suite.X25519MLKEM768_AES256GCM_SHA256) : List.copyOf(suites);
    receipts = receipts == null ? ReceiptPolicy.ALL : receipts;
    lane = lane == null ? Lane.DEFAULT : lane;
    hellos = hellos == null ? Hellos.DEFAULT : hellos;
    if (suites.isEmpty()) {
      throw new IllegalArgumentException("suites is empty, expected at least one");
    }
  }

  /**
   * Bounds of each lane.
   *
   * @param runBytesMax of messages in a frame; 4 KiB to 512 KiB, default 256 KiB
   * @param windowBytes of messages in flight; at least a frame, default 2 MiB
   * @param unacknowledgedBytesMax of messages that a partition keeps in memory until they are
   *     acknowledged; at least a window, default 16 MiB
   * @param resendAfterMin never sooner; 10 ms and more, default 300 ms
   * @param resendAfterMax never later; default 20 s
   */
  public record Lane(
      Integer runBytesMax,
      Integer windowBytes,
      Long unacknowledgedBytesMax,
      Duration resendAfterMin,
      Duration resendAfterMax) {
    private static final int RUN_BYTES_LEAST = 4 << 10;
    private static final int RUN_BYTES_MOST = 512 << 10;
    private static final Duration RESEND_LEAST = Duration.ofMillis(10);

    // After what its checks need: a record's statics are made in their order.
    static final Lane DEFAULT = new Lane(null, null, null, null, null);

    public Lane {
      runBytesMax = runBytesMax == null ? 256 << 10 : runBytesMax;
      windowBytes = windowBytes == null ? 2 << 20 : windowBytes;
      unacknowledgedBytesMax = unacknowledgedBytesMax == null ? 16L << 20 : unacknowledgedBytesMax;
      resendAfterMin = resendAfterMin == null ? Duration.ofMillis(300) : resendAfterMin;
      resendAfterMax = resendAfterMax == null ? Duration.ofSeconds(20) : resendAfterMax;
      if (runBytesMax < RUN_BYTES_LEAST || runBytesMax > RUN_BYTES_MOST) {
        throw new IllegalArgumentException(
            "lane.runBytesMax must be %d to %d, got %d"
                .formatted(RUN_BYTES_LEAST, RUN_BYTES_MOST, runBytesMax));
      }
      if (windowBytes < runBytesMax) {
        throw new IllegalArgumentException(
            "lane.windowBytes must be at least lane.runBytesMax, %d, got %d"
                .formatted(runBytesMax, windowBytes));
      }
      if (unacknowledgedBytesMax < windowBytes) {
        throw new IllegalArgumentException(
            "lane.unacknowledgedBytesMax must be at least lane.windowBytes, %d, got %d"
                .formatted(windowBytes, unacknowledgedBytesMax));
      }
      if (resendAfterMin.compareTo(RESEND_LEAST) < 0
          || resendAfterMax.compareTo(resendAfterMin) < 0) {
        throw new IllegalArgumentException(
            "lane.resendAfterMin must be %s or more and at most lane.resendAfterMax, got %s and %s"
                .formatted(RESEND_LEAST, resendAfterMin, resendAfterMax));
      }
    }
  }

  /**
   * How many handshakes a peer may ask for.
   *
   * @param burst at once; a peer that restarts renews all its lanes; default 256
   * @param interval until one more is allowed; default 50 ms
   */
  public record Hellos(Integer burst, Duration interval) {
    static final Hellos DEFAULT = new Hellos(null, null);

    public Hellos {
      burst = burst == null ? 256 : burst;
      interval = interval == null ? Duration.ofMillis(50) : interval;
      if (burst < 1) {
        throw new IllegalArgumentException("hellos.burst must be 1 or more, got " + burst);
      }
      if (interval.isNegative() || interval.isZero()) {
        throw new IllegalArgumentException("hellos.interval must be positive, got " + interval);
      }
    }
  }
}
