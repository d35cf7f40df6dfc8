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
    return loads[one].score(nowNanos) <= loads[other].score(nowNanos) ? one : other;
  }

  /** Where requests with this key go, as Kafka's own producer would have it. */
  int ofKey(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % loads.length;
  }

  /** For a further attempt: the cheapest that was not tried, of which there must be one. */
  int next(BitSet tried, long nowNanos) {
    int best = 0;
    double bestScore = Double.MAX_VALUE;
    for (int i = tried.nextClearBit(0); i < loads.length; i = tried.nextClearBit(i + 1)) {
      double score = loads[i].score(nowNanos);
      if (score < bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return best;
  }
}
