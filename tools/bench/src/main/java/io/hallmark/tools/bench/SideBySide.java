package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Contenders that take turns, and how they compare turn by turn: on a machine that is faster in one
 * second than in the next, the ratio of two sums says more about the machine than about them.
 * Confined to one thread.
 */
final class SideBySide {
  private final Map<String, ClosedLoop.Callers> contenders;
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();
  private final Map<String, List<Double>> medians = new LinkedHashMap<>();
  private int round;

  SideBySide(Map<String, ClosedLoop.Callers> contenders) {
    this.contenders = contenders;
    contenders.keySet().forEach(who -> rates.put(who, new ArrayList<>()));
    contenders.keySet().forEach(who -> medians.put(who, new ArrayList<>()));
  }

  /** Each contender once, for {@code time}; who begins changes from round to round. */
  void takeTurns(int callers, Duration time) throws Exception {
    List<String> order = new ArrayList<>(contenders.keySet());
    Collections.rotate(order, round++);
    for (String who : order) {
      ClosedLoop.Outcome outcome = ClosedLoop.run(callers, time, contenders.get(who));
      rates.get(who).add(outcome.perSecond());
      medians.get(who).add(outcome.latencyNanos().getValueAtPercentile(50) / 1e6);
    }
  }

  /** Each contender's median of what it did a second. */
  Map<String, Double> rates() {
    return medianOfEach(rates);
  }

  /** Each contender's median of its turns' median latencies. */
  Map<String, Double> p50Ms() {
    return medianOfEach(medians);
  }

  /** The median over all rounds of one's rate by the other's in the same round. */
  double ratio(String one, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rates.get(one).size(); i++) {
      ratios.add(rates.get(one).get(i) / rates.get(other).get(i));
    }
    return median(ratios);
  }

  private static Map<String, Double> medianOfEach(Map<String, List<Double>> figures) {
    Map<String, Double> all = new TreeMap<>();
    figures.forEach((who, of) -> all.put(who, median(of)));
    return all;
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
