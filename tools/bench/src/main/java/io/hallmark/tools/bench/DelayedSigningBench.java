package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Signing over the bus with a token that takes 2 ms a signature on 10 lanes, against the same token
 * asked directly: a network HSM is the bottleneck here, and the way to it must not be. The two take
 * turns of a second.
 */
final class DelayedSigningBench implements Bench {
  private static final Duration PER_SIGNATURE = Duration.ofMillis(2);
  private static final List<Integer> IN_FLIGHT = List.of(64, 128);
  private static final double AIM = 0.95;
  private static final Duration TURN = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "signing";
  }

  @Override
  public String about() {
    return "signing --delay: over Kafka to a token of 2 ms a signature, against the token itself";
  }

  /** A contender that also notes what its token signed meanwhile. */
  private static final class Watched implements Contender {
    private final DelayedSign module;
    private final Contender contender;
    private DelayedSign.Taken taken = DelayedSign.Taken.NOTHING;
    private long answers;

    Watched(DelayedSign module, int inFlight, Supplier<CompletableFuture<String>> call) {
      this.module = module;
      this.contender = Contender.inFlight(inFlight, call);
    }

    @Override
    public ClosedLoop.Outcome run(Duration time) throws Exception {
      DelayedSign.Taken before = module.taken();
      ClosedLoop.Outcome outcome = contender.run(time);
      taken = taken.plus(module.taken().minus(before));
      answers += outcome.latencyNanos().getTotalCount();
      return outcome;
    }

    void forget() {
      taken = DelayedSign.Taken.NOTHING;
      answers = 0;
    }
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    try (BenchToken softHsm = BenchToken.make()) {
      DelayedToken direct = DelayedToken.open(softHsm, PER_SIGNATURE);
      DelayedToken overBus = DelayedToken.open(softHsm, PER_SIGNATURE);
      try (AutoCloseable closing = direct.token();
          SigningRig rig = new SigningRig(overBus.token())) {
        return measure(options, direct, overBus, rig);
      }
    }
  }

  private static BenchReport measure(
      BenchOptions options, DelayedToken direct, DelayedToken overBus, SigningRig rig)
      throws Exception {
    TokenCaller caller = TokenCaller.withKey(direct.token());
    SigningRig.Asker asker = rig.patientAsker("alice");
    Map<String, Watched> watched = new LinkedHashMap<>();
    for (int inFlight : IN_FLIGHT) {
      watched.put("token" + inFlight, new Watched(direct.module(), inFlight, caller::ask));
      watched.put("signing" + inFlight, new Watched(overBus.module(), inFlight, asker::said));
    }
    WarmUp.settle(TURN, new ArrayList<>(watched.values()), options.talk());
    watched.values().forEach(Watched::forget);
    SideBySide turns = new SideBySide(new LinkedHashMap<>(watched));
    turns.takeTurns(options.turns(TURN), TURN, options.talk());
    return report(direct.ceilingPerSecond(), watched, turns);
  }

  private static BenchReport report(
      double ceiling, Map<String, Watched> watched, SideBySide turns) {
    BenchReport report = new BenchReport("signing");
    report.figure("ceilingPerSecond", ceiling);
    watched.forEach(
        (who, each) -> {
          report.figure(who + "PerSecond", turns.perSecond(who));
          report.figure(who + "P50Ms", turns.p50Ms(who));
          report.figure(who + "P99Ms", turns.p99Ms(who));
          report.figure(who + "CpuMs", turns.cpuMs(who));
          // What the token itself took; where it is more than 2 ms, the ceiling was lower.
          report.figure(who + "InTokenMeanMs", each.taken.meanMs());
          report.ratio(
              who + "TokenSignaturesToAnswers", each.taken.count() / (double) each.answers);
        });
    for (int inFlight : IN_FLIGHT) {
      String token = "token" + inFlight;
      String signing = "signing" + inFlight;
      report.ratio("tokenToCeiling" + inFlight, turns.perSecond(token) / ceiling);
      report.ratioAtLeast("signingToToken" + inFlight, turns.ratio(signing, token), AIM);
      report.ratioAtLeast("signingToCeiling" + inFlight, turns.perSecond(signing) / ceiling, AIM);
    }
    return report;
  }
}
