package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One tenant that asks now and then: alone, and beside another that asks for all there is. */
final class FairnessBench implements Bench {
  private static final Duration PER_SIGNATURE = Duration.ofMillis(10);
  private static final double QUIET_SHARE = 0.05;
  private static final double LOUD_SHARE = 3;
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
    Duration time = options.measure().multipliedBy(options.rounds());
    try (SlowTokenRig rig = new SlowTokenRig(PER_SIGNATURE)) {
      SlowTokenRig.Asker quiet = rig.asker("quiet");
      SlowTokenRig.Asker loud = rig.asker("loud");
      double quietRate = QUIET_SHARE * rig.ceilingPerSecond();
      double loudRate = LOUD_SHARE * rig.ceilingPerSecond();
      WarmUp.settle(options.warmUp(), each -> OpenLoad.run(loudRate, each, loud::ask));
      WarmUp.settle(options.warmUp(), each -> OpenLoad.run(quietRate, each, quiet::ask));
      add(report, options, "quietAlone", OpenLoad.run(quietRate, time, quiet::ask));
      CompletableFuture<OpenLoad.Outcome> beside =
          CompletableFuture.supplyAsync(
              () -> run(loudRate, time.plus(options.warmUp().multipliedBy(2)), loud),
              work -> new Thread(work, "bench-loud").start());
      Thread.sleep(options.warmUp().toMillis());
      add(report, options, "quietBesideLoud", OpenLoad.run(quietRate, time, quiet::ask));
      add(report, options, "loud", beside.get());
    }
    report.ratioAtMost(
        "p99BesideToAlone",
        report.figureOf("quietBesideLoudP99Ms") / report.figureOf("quietAloneP99Ms"),
        LATENCY_AIM);
    return report;
  }

  private static OpenLoad.Outcome run(double rate, Duration time, SlowTokenRig.Asker asker) {
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
