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

  private double costNanos;
  private long updatedNanos;
  private int waiting;

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

  /** An answer took this long, or has not come for this long. */
  synchronized void observe(long latencyNanos, long nowNanos) {
    double weight = decay(nowNanos);
    costNanos = latencyNanos > costNanos ? latencyNanos : costNanos + latencyNanos * (1 - weight);
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
