package io.hallmark.tools.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Contenders that take turns, and how they compare turn by turn: on a machine that is faster in one
 * second than in the next, the ratio of two sums says more about the machine than about them.
 * Confined to one thread.
 */
final class SideBySide {
  private final Map<String, Contender> contenders;
  private final Map<String, List<Turn>> turns = new LinkedHashMap<>();
  private int round;

  /** What one contender did in one turn. */
  private record Turn(double perSecond, double p50Ms, double p99Ms, double cpuMs) {
    static Turn of(ClosedLoop.Outcome outcome, double cpuMs) {
      return new Turn(
          outcome.perSecond(),
          outcome.latencyNanos().getValueAtPercentile(50) / 1e6,
          outcome.latencyNanos().getValueAtPercentile(99) / 1e6,
          cpuMs / outcome.latencyNanos().getTotalCount());
    }
  }

  SideBySide(Map<String, Contender> contenders) {
    this.contenders = contenders;
    contenders.keySet().forEach(who -> turns.put(who, new ArrayList<>()));
  }

  /** Each contender once, for {@code time}; who begins changes from round to round. */
  void takeTurns(Duration time) throws Exception {
    List<String> order = new ArrayList<>(contenders.keySet());
    Collections.rotate(order, round++);
    for (String who : order) {
      CpuShares before = CpuShares.now();
      ClosedLoop.Outcome outcome = contenders.get(who).run(time);
      turns.get(who).add(Turn.of(outcome, before.totalMs()));
    }
  }

  /** As many rounds, and what each contender's threads used in a last one, which doesn't count. */
  void takeTurns(int rounds, Duration time, PrintStream talk) throws Exception {
    for (int i = 0; i < rounds; i++) {
      takeTurns(time);
    }
    for (Map.Entry<String, Contender> each : contenders.entrySet()) {
      CpuShares before = CpuShares.now();
      ClosedLoop.Outcome outcome = each.getValue().run(time);
      talk.printf("%s: %.0f a second%n", each.getKey(), perSecond(each.getKey()));
      before.print(talk, outcome.latencyNanos().getTotalCount());
    }
  }

  /** The median of what it did a second. */
  double perSecond(String who) {
    return median(who, Turn::perSecond);
  }

  /** The median of its turns' median latencies. */
  double p50Ms(String who) {
    return median(who, Turn::p50Ms);
  }

  /** The median of its turns' 99th percentiles. */
  double p99Ms(String who) {
    return median(who, Turn::p99Ms);
  }

  /** The median of the processor time of the whole process for each of what it did. */
  double cpuMs(String who) {
    return median(who, Turn::cpuMs);
  }

  /** The median over all rounds of one's rate by the other's in the same round. */
  double ratio(String one, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < turns.get(one).size(); i++) {
      ratios.add(turns.get(one).get(i).perSecond() / turns.get(other).get(i).perSecond());
    }
    return median(ratios);
  }

  private double median(String who, ToDoubleFunction<Turn> figure) {
    return median(turns.get(who).stream().map(figure::applyAsDouble).toList());
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
