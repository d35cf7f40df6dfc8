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
 */
final class SigningBench implements Bench {
  private static final List<Integer> IN_FLIGHT = List.of(1, 64, 256);
  private static final int TOKEN_CALLERS = 64;
  private static final double RATE_AIM = 0.70;
  private static final double MEDIAN_AIM = 1.25;
  private static final Duration TURN = Duration.ofSeconds(1);

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
        SigningRig rig = new SigningRig(Tokens.open(softHsm.config()))) {
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
    double parts = turns.p50Ms("echo1") + turns.p50Ms("token1");
    report.ratioAtMost("signingToEchoAndTokenMedian", turns.p50Ms("signing1") / parts, MEDIAN_AIM);
    return report;
  }
}
