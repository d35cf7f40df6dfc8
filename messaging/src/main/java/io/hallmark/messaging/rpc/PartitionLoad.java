package io.hallmark.messaging.rpc;

/**
 * How costly a partition of the request topic is now: recent latency times what is waiting there.
 * Safe for concurrent use.
 *
 * <p>The average peaks: one slow answer counts at once, and is forgotten over {@link #DECAY_NANOS}
 * unless more follow. So a dead server's partitions are left within one hedge delay and tried again
 * a few seconds later, without anyone telling us.
 */
final class PartitionLoad {
  private static final double DECAY_NANOS = 3e9;

  /**
   * For how long a partition that left a request unanswered is avoided before it is tried again.
   */
  private static final long SUSPECT_NANOS = 1_000_000_000L;

  private double costNanos;
  private long updatedNanos;
  private int waiting;
  private boolean heard;
  private long heardNanos;
  private boolean blamed;
  private long blamedNanos;

  PartitionLoad(long nowNanos) {
    updatedNanos = nowNanos;
  }

  synchronized double score(long nowNanos) {
    decay(nowNanos);
    // A partition that nobody measured yet still counts what waits there.
    return (costNanos + 1) * (waiting + 1);
  }

  synchronized void sent() {
    waiting++;
  }

  /** An answer came, or will not come any more. */
  synchronized void settled() {
    waiting--;
  }

  /** An answer took this long. */
  synchronized void observe(long latencyNanos, long nowNanos) {
    double weight = decay(nowNanos);
    costNanos = latencyNanos > costNanos ? latencyNanos : costNanos + latencyNanos * (1 - weight);
  }

  /** A useful answer came from it. */
  synchronized void heard(long nowNanos) {
    heard = true;
    heardNanos = nowNanos;
    blamed = false;
  }

  /** An answer has not come for this long. */
  synchronized void blame(long latencyNanos, long nowNanos) {
    observe(latencyNanos, nowNanos);
    blamed = true;
    blamedNanos = nowNanos;
  }

  /** Whether a request went unanswered just now, and nothing has been heard since. */
  synchronized boolean isSuspect(long nowNanos) {
    return blamed && nowNanos - blamedNanos < SUSPECT_NANOS;
  }

  /** For how long no useful answer has come from it; the longest there is where none ever did. */
  synchronized long silentNanos(long nowNanos) {
    return heard ? Math.max(0, nowNanos - heardNanos) : Long.MAX_VALUE;
  }

  /** Lets the past fade; gives what share of it is left. */
  private double decay(long nowNanos) {
    long elapsed = Math.max(0, nowNanos - updatedNanos);
    double weight = Math.exp(-elapsed / DECAY_NANOS);
    costNanos *= weight;
    updatedNanos = nowNanos;
    return weight;
  }
}
