package io.hallmark.messaging.rpc;

import java.util.BitSet;
import java.util.concurrent.CompletableFuture;

/** One request that waits for its answer, and the attempts at it. Safe for concurrent use. */
final class Call extends CompletableFuture<RpcOutcome> {
  /** The first sending and as many repeats. */
  static final int ATTEMPTS_MAX = 4;

  private final CallTable table;
  private final long sequence;
  private final Question question;
  private final long startNanos;

  private final int[] partitions = new int[ATTEMPTS_MAX];
  private final long[] sentNanos = new long[ATTEMPTS_MAX];
  private final PartitionLoad[] loads = new PartitionLoad[ATTEMPTS_MAX];
  private int attempts;
  private boolean settled;

  Call(CallTable table, long sequence, Question question, long startNanos) {
    this.table = table;
    this.sequence = sequence;
    this.question = question;
    this.startNanos = startNanos;
  }

  long sequence() {
    return sequence;
  }

  Question question() {
    return question;
  }

  long startNanos() {
    return startNanos;
  }

  /** Notes another attempt and gives its number, from 1; 0 when nobody waits any more. */
  synchronized int begin(int partition, PartitionLoad load, long nowNanos) {
    if (settled || attempts == ATTEMPTS_MAX) {
      return 0;
    }
    partitions[attempts] = partition;
    sentNanos[attempts] = nowNanos;
    loads[attempts] = load;
    load.sent();
    attempts++;
    return attempts;
  }

  /** Nothing is waited for any more on any partition that it was sent to. */
  synchronized void settle() {
    settled = true;
    for (int i = 0; i < attempts; i++) {
      loads[i].settled();
    }
  }

  /** Whether nobody waits any more. */
  synchronized boolean isSettled() {
    return settled;
  }

  synchronized int attempts() {
    return attempts;
  }

  /** How long ago the newest attempt was sent. */
  synchronized long sinceLastNanos(long nowNanos) {
    return nowNanos - sentNanos[attempts - 1];
  }

  /** Tells the newest attempt's partition that it has not answered for this long. */
  synchronized void blameLast(long nowNanos) {
    loads[attempts - 1].blame(nowNanos - sentNanos[attempts - 1], nowNanos);
  }

  /**
   * Tells the partition of the attempt that was answered how long it took.
   *
   * @param useful whether the answer was one; "ask again later" counts as a slow answer however
   *     fast it came, so that a server that can do nothing does not draw the requests of those that
   *     can
   * @return that time; -1 for an attempt that never was
   */
  synchronized long answered(int attempt, long nowNanos, boolean useful) {
    if (attempt < 1 || attempt > attempts) {
      return -1;
    }
    long latencyNanos = nowNanos - sentNanos[attempt - 1];
    long costNanos = useful ? latencyNanos : Math.max(latencyNanos, HedgeDelay.MOST_NANOS);
    loads[attempt - 1].observe(costNanos, nowNanos);
    if (useful) {
      loads[attempt - 1].heard(nowNanos);
    }
    return latencyNanos;
  }

  synchronized BitSet tried() {
    BitSet tried = new BitSet();
    for (int i = 0; i < attempts; i++) {
      tried.set(partitions[i]);
    }
    return tried;
  }

  /** Whoever waits no more gives back its place. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    table.drop(sequence);
    return super.cancel(mayInterruptIfRunning);
  }
}
