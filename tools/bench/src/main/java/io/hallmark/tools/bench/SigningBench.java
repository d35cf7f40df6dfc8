package io.hallmark.tools.bench;

import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.Tokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SigningClient, Kafka, crypto worker, SoftHSM in one process, against the token asked directly and
 * against an echo over Kafka without crypto: P-256. All take turns of a second.
 *
 * <p>The worker lets requests wait for a second where 50 ms are usual: with 1,024 in flight each
 * waits for longer than that, and what is measured is how fast a queue is worked off.
 *
 * <p>What one call at a time may take is held against an echo and then a signature by the token,
 * one after the other again and again. The sum of their medians is printed too, but each of those
 * two loops has all of the processor's caches for itself, which neither has where both are needed.
 */
final class SigningBench implements Bench {
  private static final List<Integer> IN_FLIGHT = List.of(1, 64, 256, 1_024);
  private static final int TOKEN_CALLERS = 64;
  private static final double RATE_AIM = 0.70;
  private static final double MEDIAN_AIM = 1.25;
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration QUEUE_WAIT_MAX = Duration.ofSeconds(1);
  private static final String ONE_AFTER_THE_OTHER = "echoThenToken1";

  @Override
  public String name() {
    return "signing";
  }

  @Override
  public String about() {
    return "SigningClient over Kafka to a token, against the token itself and an echo over Kafka";
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    try (BenchToken softHsm = BenchToken.make();
        EchoRig echo = EchoRig.open(softHsm.folder().resolve("echo"));
        Token direct = Tokens.open(softHsm.config());
        SigningRig rig = new SigningRig(Tokens.open(softHsm.config()), QUEUE_WAIT_MAX)) {
      Map<String, Contender> contenders =
          contenders(TokenCaller.withKey(direct), echo, rig.patientAsker("alice"));
      WarmUp.settle(TURN, contenders.values(), options.talk());
      SideBySide turns = new SideBySide(contenders);
      turns.takeTurns(options.turns(TURN), TURN, options.talk());
      return report(contenders, turns);
    }
  }

  private static Map<String, Contender> contenders(
      TokenCaller direct, EchoRig echo, SigningRig.Asker asker) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put("token1", Contender.threads(1, index -> direct));
    contenders.put("token" + TOKEN_CALLERS, Contender.threads(TOKEN_CALLERS, index -> direct));
    for (int inFlight : IN_FLIGHT) {
      contenders.put("echo" + inFlight, Contender.inFlight(inFlight, echo::ask));
      contenders.put("signing" + inFlight, Contender.inFlight(inFlight, asker::said));
    }
    contenders.put(
        ONE_AFTER_THE_OTHER, Contender.inFlight(1, () -> echo.ask().thenApply(direct::after)));
    return contenders;
  }

  private static BenchReport report(Map<String, Contender> contenders, SideBySide turns) {
    BenchReport report = new BenchReport("signing");
    for (String who : contenders.keySet()) {
      report.figure(who + "PerSecond", turns.perSecond(who));
      report.figure(who + "P50Ms", turns.p50Ms(who));
      report.figure(who + "P99Ms", turns.p99Ms(who));
      report.figure(who + "CpuMs", turns.cpuMs(who));
    }
    String token = "token" + TOKEN_CALLERS;
    for (int inFlight : IN_FLIGHT.subList(1, IN_FLIGHT.size())) {
      String signing = "signing" + inFlight;
      double toToken = turns.ratio(signing, token);
      report.ratioAtLeast("signingToToken" + inFlight, toToken, RATE_AIM);
      // 1.0 is a way that costs no more than an echo does, whatever is in a batch.
      report.ratio(
          "signingToTokenAndEcho" + inFlight, toToken + turns.ratio(signing, "echo" + inFlight));
    }
    double median = turns.p50Ms("signing1");
    report.ratioAtMost(
        "signingToEchoThenTokenMedian", median / turns.p50Ms(ONE_AFTER_THE_OTHER), MEDIAN_AIM);
    report.ratio("signingToSumOfMedians", median / (turns.p50Ms("echo1") + turns.p50Ms("token1")));
    return report;
  }
}
