package io.hallmark.tools.bench;

import java.time.Duration;

/**
 * A token at 90 % of what it can do, at all of it, and at three times as much: those that are taken
 * must still be signed soon, and the token must not do less than before.
 */
final class CapacityBench implements Bench {
  /**
   * So that the token, not the processor that all of this shares, is what there is too little of.
   */
  private static final Duration PER_SIGNATURE = Duration.ofMillis(20);

  private static final double GOODPUT_AIM = 0.9;
  private static final double LATENCY_AIM = 2.0;

  @Override
  public String name() {
    return "capacity";
  }

  @Override
  public String about() {
    return "three times what a token can do, against 90 % of it: goodput, and p99 of those taken";
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    BenchReport report = new BenchReport(name());
    try (BenchToken softHsm = BenchToken.make()) {
      DelayedToken delayed = DelayedToken.open(softHsm, PER_SIGNATURE);
      try (SigningRig rig = new SigningRig(delayed.token())) {
        measure(delayed, rig.asker("alice"), options, report);
      }
    }
    compare(report);
    return report;
  }

  private static void measure(
      DelayedToken delayed, SigningRig.Asker asker, BenchOptions options, BenchReport report)
      throws Exception {
    double ceiling = delayed.ceilingPerSecond();
    report.figure("ceilingPerSecond", ceiling);
    OpenLoad.run(3 * ceiling, options.warmUp().multipliedBy(2), asker::ask);
    measure("load90", 0.9 * ceiling, asker, options, report);
    measure("load100", ceiling, asker, options, report);
    measure("load300", 3 * ceiling, asker, options, report);
  }

  private static void compare(BenchReport report) {
    double most =
        Math.max(
            report.figureOf("load90SignedPerSecond"), report.figureOf("load100SignedPerSecond"));
    report.ratioAtMost(
        "p99Of300To90",
        report.figureOf("load300P99Ms") / report.figureOf("load90P99Ms"),
        LATENCY_AIM);
    report.ratioAtLeast(
        "goodputOf300ToMost", report.figureOf("load300SignedPerSecond") / most, GOODPUT_AIM);
  }

  private static void measure(
      String name,
      double perSecond,
      SigningRig.Asker asker,
      BenchOptions options,
      BenchReport report)
      throws Exception {
    OpenLoad.Outcome outcome =
        OpenLoad.run(perSecond, options.measure().multipliedBy(options.rounds()), asker::ask);
    report.figure(name + "SignedPerSecond", outcome.signedPerSecond());
    report.figure(name + "P50Ms", outcome.p50Ms());
    report.figure(name + "P99Ms", outcome.p99Ms());
    report.figure(name + "TurnedAwayPerSecond", outcome.later() / outcome.seconds());
    report.figure(name + "RefusedPerSecond", outcome.refused() / outcome.seconds());
    options
        .talk()
        .printf(
            "%s: %.0f signed a second, p99 %.1f ms, %d turned away, %d refused%n",
            name, outcome.signedPerSecond(), outcome.p99Ms(), outcome.later(), outcome.refused());
  }
}
