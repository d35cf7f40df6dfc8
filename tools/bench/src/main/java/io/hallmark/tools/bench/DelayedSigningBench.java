package io.hallmark.tools.bench;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.hsm.lane.CryptokiEngine;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenResult;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Signing over the bus with a token that takes 2 ms a signature on 10 lanes, against the same token
 * asked directly: a network HSM is the bottleneck here, and the way to it must not be.
 */
final class DelayedSigningBench implements Bench {
  private static final Duration PER_SIGNATURE = Duration.ofMillis(2);
  private static final int IN_FLIGHT = 64;
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
      try (Token token = open(softHsm)) {
        GenerateTask task =
            new GenerateTask(DIRECT_KEY, "direct", KeySpec.EC_P256, Patience.deadline());
        TokenResult<?> made = token.generate(task).join();
        if (!(made instanceof TokenResult.Done)) {
          throw new IllegalStateException("no key was made: " + made);
        }
        TokenCaller caller = new TokenCaller(token, DIRECT_KEY, new byte[64]);
        measure(report, options, "token", caller::ask);
      }
      try (SlowTokenRig rig = new SlowTokenRig(open(softHsm), PER_SIGNATURE)) {
        report.figure("ceilingPerSecond", rig.ceilingPerSecond());
        SlowTokenRig.Asker asker = rig.patientAsker("alice");
        measure(report, options, "signing", () -> asker.ask().thenApply(DelayedSigningBench::said));
      }
    }
    double direct = report.figureOf("tokenPerSecond");
    report.ratioAtLeast("signingToToken", report.figureOf("signingPerSecond") / direct, AIM);
    double ceiling = report.figureOf("ceilingPerSecond");
    report.ratioAtLeast("signingToCeiling", report.figureOf("signingPerSecond") / ceiling, AIM);
    return report;
  }

  private static Token open(BenchToken softHsm) throws TokenOpenException {
    return CryptokiEngine.open(
        softHsm.config().withLanes(SlowTokenRig.LANES),
        real -> DelayedSign.around(real, PER_SIGNATURE),
        Clock.systemUTC());
  }

  private static void measure(
      BenchReport report,
      BenchOptions options,
      String who,
      Supplier<CompletableFuture<String>> call)
      throws Exception {
    WarmUp.settle(options.warmUp(), time -> InFlightLoop.run(IN_FLIGHT, time, call));
    CpuShares before = CpuShares.now();
    Duration measured = options.measure().multipliedBy(options.rounds());
    ClosedLoop.Outcome outcome = InFlightLoop.run(IN_FLIGHT, measured, call);
    report.figure(who + "PerSecond", outcome.perSecond());
    report.figure(who + "P50Ms", outcome.latencyNanos().getValueAtPercentile(50) / 1e6);
    report.figure(who + "P99Ms", outcome.latencyNanos().getValueAtPercentile(99) / 1e6);
    options.talk().printf("%s: %.0f a second%n", who, outcome.perSecond());
    before.print(options.talk(), outcome.latencyNanos().getTotalCount());
  }

  private static String said(CryptoResult<?> result) {
    return result instanceof CryptoResult.Done ? "" : result.toString();
  }
}
