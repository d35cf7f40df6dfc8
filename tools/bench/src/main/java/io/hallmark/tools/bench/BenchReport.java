package io.hallmark.tools.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bench found. Figures carry their unit as the last word of their name ({@code
 * signPerSecond}, {@code p99Ms}). Confined to the thread that runs the bench.
 */
final class BenchReport {
  private final String bench;
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();
  private final Map<String, Double> aims = new LinkedHashMap<>();
  private final List<String> missed = new ArrayList<>();

  BenchReport(String bench) {
    this.bench = bench;
  }

  /** Adds a measured figure. */
  void figure(String name, double value) {
    figures.put(name, value);
  }

  /** Adds a ratio without an aim. */
  void ratio(String name, double value) {
    ratios.put(name, value);
  }

  /** Adds a ratio that is to be {@code aim} or more. */
  void ratioAtLeast(String name, double value, double aim) {
    ratioWithAim(name, value, aim, value >= aim);
  }

  /** Adds a ratio that is to be {@code aim} or less. */
  void ratioAtMost(String name, double value, double aim) {
    ratioWithAim(name, value, aim, value <= aim);
  }

  private void ratioWithAim(String name, double value, double aim, boolean met) {
    ratios.put(name, value);
    aims.put(name, aim);
    if (!met) {
      missed.add(name);
    }
  }

  double figureOf(String name) {
    return figures.get(name);
  }

  /** The report as it is written: {@code {bench, machine, figures, ratios, aims, missed}}. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bench", bench);
    json.put("machine", Machine.describe());
    json.put("figures", figures);
    json.put("ratios", ratios);
    json.put("aims", aims);
    json.put("missed", missed);
    return json;
  }

  /** The report for a person: a line a figure, ratios with their aims. */
  String toText() {
    StringBuilder text = new StringBuilder("bench " + bench + "\n");
    Machine.describe().forEach((key, value) -> text.append("  %-28s %s%n".formatted(key, value)));
    figures.forEach((name, value) -> text.append("  %-44s %,14.2f%n".formatted(name, value)));
    ratios.forEach((name, value) -> text.append(ratioLine(name, value)));
    return text.toString();
  }

  private String ratioLine(String name, double value) {
    String aim = "";
    if (aims.containsKey(name)) {
      aim = "   aim %.2f %s".formatted(aims.get(name), missed.contains(name) ? "MISSED" : "met");
    }
    return "  %-44s %,14.3f%s%n".formatted(name, value, aim);
  }
}
