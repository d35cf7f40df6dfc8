package io.hallmark.tools.bench;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Signing over the bus with a token that takes 2 ms a signature on 10 lanes, against the same token
 * asked directly: a network HSM is the bottleneck here, and the way to it must not be.
 */
final class DelayedSigningBench implements Bench {
  private static final Duration PER_SIGNATURE = Duration.ofMillis(2);
  private static final List<Integer> IN_FLIGHT = List.of(64, 128);

  /** A JVM that knows nothing of its work yet is slow, and a worker turns away what waits long. */
  private static final int WARM_UP_IN_FLIGHT = 32;

  private static final double AIM = 0.95;
  private static final KeyId DIRECT_KEY = KeyId.of(new byte[] {0x65});

  @Override
  public String name() {
    return "signing";
  }

  @Override
  public String about() {
    return "signing --delay: over Kafka to a token of 2 ms a signature, against the token itself";
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    BenchReport report = new BenchReport(name());
    try (BenchToken softHsm = BenchToken.make()) {
      measureToken(softHsm, options, report);
      measureSigning(softHsm, options, report);
    }
    compare(report);
    return report;
  }

  private static void compare(BenchReport report) {
    double ceiling = report.figureOf("ceilingPerSecond");
    for (int inFlight : IN_FLIGHT) {
      double direct = report.figureOf("token" + inFlight + "PerSecond");
      double signing = report.figureOf("signing" + inFlight + "PerSecond");
      report.ratio("tokenToCeiling" + inFlight, direct / ceiling);
      report.ratioAtLeast("signingToToken" + inFlight, signing / direct, AIM);
      report.ratioAtLeast("signingToCeiling" + inFlight, signing / ceiling, AIM);
    }
  }

  private static void measureToken(BenchToken softHsm, BenchOptions options, BenchReport report)
      throws Exception {
    DelayedToken delayed = DelayedToken.open(softHsm, PER_SIGNATURE);
    report.figure("ceilingPerSecond", delayed.ceilingPerSecond());
    try (Token token = delayed.token()) {
      GenerateTask task =
          new GenerateTask(DIRECT_KEY, "direct", KeySpec.EC_P256, Patience.deadline());
      TokenResult<?> made = token.generate(task).join();
      if (!(made instanceof TokenResult.Done)) {
        throw new IllegalStateException("no key was made: " + made);
      }
      TokenCaller caller = new TokenCaller(token, DIRECT_KEY, new byte[64]);
      measure(report, options, "token", delayed.module(), caller::ask);
    }
  }

  private static void measureSigning(BenchToken softHsm, BenchOptions options, BenchReport report)
      throws Exception {
    DelayedToken delayed = DelayedToken.open(softHsm, PER_SIGNATURE);
    try (SigningRig rig = new SigningRig(delayed.token())) {
      SigningRig.Asker asker = rig.patientAsker("alice");
      measure(
          report,
          options,
          "signing",
          delayed.module(),
          () -> asker.ask().thenApply(DelayedSigningBench::said));
    }
  }

  private static void measure(
      BenchReport report,
      BenchOptions options,
      String who,
      DelayedSign module,
      Supplier<CompletableFuture<String>> call)
      throws Exception {
    WarmUp.settle(options.warmUp(), time -> InFlightLoop.run(WARM_UP_IN_FLIGHT, time, call));
    for (int inFlight : IN_FLIGHT) {
      InFlightLoop.run(inFlight, options.warmUp(), call);
      CpuShares before = CpuShares.now();
      module.reset();
      Duration measured = options.measure().multipliedBy(options.rounds());
      ClosedLoop.Outcome outcome = InFlightLoop.run(inFlight, measured, call);
      add(report, who + inFlight, module, outcome);
      options.talk().printf("%s%d: %.0f a second%n", who, inFlight, outcome.perSecond());
      before.print(options.talk(), outcome.latencyNanos().getTotalCount());
    }
  }

  private static void add(
      BenchReport report, String who, DelayedSign module, ClosedLoop.Outcome outcome) {
    report.figure(who + "PerSecond", outcome.perSecond());
    report.figure(who + "P50Ms", outcome.latencyNanos().getValueAtPercentile(50) / 1e6);
    report.figure(who + "P99Ms", outcome.latencyNanos().getValueAtPercentile(99) / 1e6);
    // What the token itself took; where it is more than 2 ms, the ceiling was lower.
    report.figure(who + "InTokenMeanMs", module.meanMs());
    report.ratio(
        who + "TokenSignaturesToAnswers",
        module.count() / (double) outcome.latencyNanos().getTotalCount());
  }

  private static String said(CryptoResult<?> result) {
    return result instanceof CryptoResult.Done ? "" : result.toString();
  }
}
