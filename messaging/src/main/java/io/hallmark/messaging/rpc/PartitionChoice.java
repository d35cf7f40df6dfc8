package io.hallmark.messaging.rpc;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a request goes to: the cheaper of two chosen at random, so that load spreads and
 * no one is flooded by all clients at once (power of two choices). Safe for concurrent use.
 */
final class PartitionChoice {
  private final PartitionLoad[] loads;

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
