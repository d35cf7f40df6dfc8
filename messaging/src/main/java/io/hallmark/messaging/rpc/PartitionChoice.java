package io.hallmark.messaging.rpc;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a request goes to: the cheaper of two chosen at random, so that load spreads and
 * no one is flooded by all clients at once (power of two choices). Safe for concurrent use.
 *
 * <p>Requests that come close together go to one partition: they are one batch then to the client,
 * the broker and the server, and a batch costs each of them about as much as a request. A run is
 * short in number and in time, so that it is no more than what one server does within a millisecond
 * or two, and it ends at once where its partition leaves a request unanswered.
 */
final class PartitionChoice {
  /** Of one run. */
  static final int RUN_REQUESTS_MAX = 16;

  /** Beyond this two requests are not one batch anyway. */
  static final long RUN_NANOS_MAX = 500_000;

  private final PartitionLoad[] loads;
  private volatile Run run;

  /** Requests that follow one another closely. */
  private record Run(int partition, long endNanos, AtomicInteger left) {
    boolean takesOneMore(long nowNanos) {
      return nowNanos - endNanos < 0 && left.getAndDecrement() > 0;
    }
  }

  PartitionChoice(int partitions, long nowNanos) {
    loads = new PartitionLoad[partitions];
    for (int i = 0; i < partitions; i++) {
      loads[i] = new PartitionLoad(nowNanos);
    }
  }

  int size() {
    return loads.length;
  }

  PartitionLoad load(int partition) {
    return loads[partition];
  }

  int first(long nowNanos) {
    if (loads.length == 1) {
      return 0;
    }
    Run current = run;
    if (current != null
        && current.takesOneMore(nowNanos)
        && !loads[current.partition()].isSuspect(nowNanos)) {
      return current.partition();
    }
    int chosen = cheaperOfTwo(nowNanos);
    // Two threads that start a run at once make two short ones, which is no harm.
    run = new Run(chosen, nowNanos + RUN_NANOS_MAX, new AtomicInteger(RUN_REQUESTS_MAX - 1));
    return chosen;
  }

  private int cheaperOfTwo(long nowNanos) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int one = random.nextInt(loads.length);
    int other = random.nextInt(loads.length - 1);
    if (other >= one) {
      other++;
    }
    int better = loads[one].score(nowNanos) <= loads[other].score(nowNanos) ? one : other;
    return loads[better].isSuspect(nowNanos) ? unsuspected(better, nowNanos) : better;
  }

  /** Both of two can be a dead server's: then the cheapest that left nothing unanswered. */
  private int unsuspected(int otherwise, long nowNanos) {
    int best = otherwise;
    double bestScore = Double.MAX_VALUE;
    for (int i = 0; i < loads.length; i++) {
      if (!loads[i].isSuspect(nowNanos) && loads[i].score(nowNanos) < bestScore) {
        best = i;
        bestScore = loads[i].score(nowNanos);
      }
    }
    return best;
  }

  /** Where requests with this key go, as Kafka's own producer would have it. */
  int ofKey(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % loads.length;
  }

  /**
   * For a further attempt: of those not tried, of which there must be one, the one that was heard
   * from last. Cost does not tell here: partitions of one dead server that nobody has asked since
   * look as cheap as ever, and a call could spend all its attempts on them.
   */
  int next(BitSet tried, long nowNanos) {
    int best = tried.nextClearBit(0);
    for (int i = best; i < loads.length; i = tried.nextClearBit(i + 1)) {
      if (isBetter(loads[i], loads[best], nowNanos)) {
        best = i;
      }
    }
    return best;
  }

  private static boolean isBetter(PartitionLoad one, PartitionLoad other, long nowNanos) {
    long oneSilent = one.silentNanos(nowNanos);
    long otherSilent = other.silentNanos(nowNanos);
    return oneSilent == otherSilent
        ? one.score(nowNanos) < other.score(nowNanos)
        : oneSilent < otherSilent;
  }
}
