package io.hallmark.tools.bench;

import io.hallmark.hsm.token.Tokens;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One tenant that asks now and then: alone, and beside another that asks for all there is. */
final class FairnessBench implements Bench {
  /**
   * So that the token, not the processor that all of this shares, is what there is too little of.
   */
  private static final Duration PER_SIGNATURE = Duration.ofMillis(20);

  private static final double QUIET_SHARE = 0.1;
  private static final double LOUD_SHARE = 3;
  private static final int IN_FLIGHT = 64;
  private static final double LATENCY_AIM = 2.0;

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String about() {
    return "a tenant's p99 alone, and beside another tenant at three times what the token can do";
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    BenchReport report = new BenchReport(name());
    try (BenchToken softHsm = BenchToken.make()) {
      DelayedToken delayed = DelayedToken.open(softHsm, PER_SIGNATURE);
      try (SigningRig rig = new SigningRig(delayed.token())) {
        measure("slow", rig, delayed.ceilingPerSecond(), options, report);
      }
      // For comparison: here the processor is what both tenants want, and its queues are not ours.
      try (SigningRig rig = new SigningRig(Tokens.open(softHsm.config()))) {
        measure("fast", rig, rateOf(rig.patientAsker("most"), options), options, report);
      }
    }
    report.ratioAtMost("p99BesideToAlone", besideToAlone("slow", report), LATENCY_AIM);
    report.ratio("p99BesideToAloneWithFastToken", besideToAlone("fast", report));
    return report;
  }

  private static double besideToAlone(String token, BenchReport report) {
    return report.figureOf(token + "QuietBesideLoudP99Ms")
        / report.figureOf(token + "QuietAloneP99Ms");
  }

  private static double rateOf(SigningRig.Asker asker, BenchOptions options) throws Exception {
    return InFlightLoop.run(IN_FLIGHT, options.warmUp(), asker::said).perSecond();
  }

  private static void measure(
      String token, SigningRig rig, double tokenRate, BenchOptions options, BenchReport report)
      throws Exception {
    Duration time = options.measure().multipliedBy(options.rounds());
    SigningRig.Asker quiet = rig.asker("quiet");
    SigningRig.Asker loud = rig.asker("loud");
    report.figure(token + "TokenPerSecond", tokenRate);
    double quietRate = QUIET_SHARE * tokenRate;
    double loudRate = LOUD_SHARE * tokenRate;
    OpenLoad.run(loudRate, options.warmUp().multipliedBy(2), loud::ask);
    add(report, options, token + "QuietAlone", OpenLoad.run(quietRate, time, quiet::ask));
    CompletableFuture<OpenLoad.Outcome> beside =
        CompletableFuture.supplyAsync(
            () -> run(loudRate, time.plus(options.warmUp().multipliedBy(2)), loud),
            work -> new Thread(work, "bench-loud").start());
    Thread.sleep(options.warmUp().toMillis());
    add(report, options, token + "QuietBesideLoud", OpenLoad.run(quietRate, time, quiet::ask));
    add(report, options, token + "Loud", beside.get());
  }

  private static OpenLoad.Outcome run(double rate, Duration time, SigningRig.Asker asker) {
    try {
      return OpenLoad.run(rate, time, asker::ask);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void add(
      BenchReport report, BenchOptions options, String who, OpenLoad.Outcome outcome) {
    report.figure(who + "SignedPerSecond", outcome.signedPerSecond());
    report.figure(who + "P50Ms", outcome.p50Ms());
    report.figure(who + "P99Ms", outcome.p99Ms());
    report.figure(who + "TurnedAwayPerSecond", outcome.later() / outcome.seconds());
    report.figure(who + "RefusedPerSecond", outcome.refused() / outcome.seconds());
    options
        .talk()
        .printf(
            "%s: %.0f signed a second, p99 %.1f ms, %d turned away, %d refused%n",
            who, outcome.signedPerSecond(), outcome.p99Ms(), outcome.later(), outcome.refused());
  }
}
