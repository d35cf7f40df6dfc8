package io.hallmark.crypto.worker.quota;

import io.hallmark.crypto.RateLimit;

/** A token bucket. Safe for concurrent use. */
final class RateBucket {
  private final RateLimit limit;
  private double level;
  private long filledNanos;

  /** Full. */
  RateBucket(RateLimit limit, double share, long nowNanos) {
    this.limit = limit;
    this.level = most(share);
    this.filledNanos = nowNanos;
  }

  RateLimit limit() {
    return limit;
  }

  /**
   * Takes one.
   *
   * @param share of the limit that is this worker's, above 0 to 1
   * @return 0 where it was there; else after how many nanoseconds one may be
   */
  synchronized long take(double share, long nowNanos) {
    double perNano = limit.perSecond() * share / 1e9;
    level = Math.min(most(share), level + Math.max(0, nowNanos - filledNanos) * perNano);
    filledNanos = nowNanos;
    if (level >= 1) {
      level--;
      return 0;
    }
    return Math.max(1, (long) ((1 - level) / perNano));
  }

  /** What was taken was not used. */
  synchronized void giveBack() {
    level++;
  }

  private double most(double share) {
    return Math.max(1, limit.burst() * share);
  }
}
