package io.hallmark.tools.bench;

import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our Token against a bare loop of C_SignInit and C_Sign in as many threads, and against SunPKCS11:
 * P-256 on SoftHSM.
 *
 * <p>All contenders sign with keys of one token in one process, and take turns of half a second at
 * each number of callers; a ratio is the median of those of all turns. Ours has as many lanes as
 * there are callers at most, since the others open a session for each.
 */
final class TokenBench implements Bench {
  private static final List<Integer> CALLERS = List.of(1, 2, 4, 8, 16, 64);
  private static final double BARE_AIM = 0.95;
  private static final double SUN_AIM = 1.0;
  private static final int SUN_AIM_ABOVE = 2;

  /** Short, so that what else the machine does meets all contenders alike. */
  private static final Duration TURN = Duration.ofMillis(500);

  private static final Duration WARM_UP_TURN = Duration.ofSeconds(2);

  private static final KeyId KEY = KeyId.of(new byte[] {0x62, 0x65, 0x6e, 0x63, 0x68});

  @Override
  public String name() {
    return "token";
  }

  @Override
  public String about() {
    return "our Token against a bare loop of C_SignInit + C_Sign, and against SunPKCS11";
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    try (BenchToken softHsm = BenchToken.make();
        Token token = Tokens.open(softHsm.config().withLanes(Collections.max(CALLERS)))) {
      generateKey(token);
      BareCryptoki.load(softHsm.config().module());
      Map<String, ClosedLoop.Callers> contenders = contenders(softHsm, token);
      WarmUp.settle(WARM_UP_TURN, with(2, contenders).values(), options.talk());
      return measure(options, contenders);
    }
  }

  private static void generateKey(Token token) {
    GenerateTask task =
        new GenerateTask(KEY, "bench", KeySpec.EC_P256, Instant.now().plusSeconds(30));
    if (!(token.generate(task).join() instanceof TokenResult.Done<?>)) {
      throw new IllegalStateException("the token made no key");
    }
  }

  private static Map<String, ClosedLoop.Callers> contenders(BenchToken softHsm, Token token)
      throws Exception {
    byte[] content = new byte[130];
    byte[] digest = new byte[32];
    new SecureRandom().nextBytes(content);
    new SecureRandom().nextBytes(digest);
    SunSigners sun;
    try (Pin pin = softHsm.config().pin().read()) {
      sun = SunSigners.open(softHsm, token.info(), pin);
    }
    Map<String, ClosedLoop.Callers> contenders = new LinkedHashMap<>();
    contenders.put("ours", index -> new TokenCaller(token, KEY, content));
    contenders.put("bare", index -> bareCaller(token.info(), digest));
    contenders.put("sunPkcs11", index -> sun.caller(content));
    return contenders;
  }

  private static ClosedLoop.Caller bareCaller(TokenInfo info, byte[] digest) {
    BareSigner signer = new BareSigner(info.slotId(), KEY.toByteArray());
    return new ClosedLoop.Caller() {
      @Override
      public void once() {
        signer.sign(digest);
      }

      @Override
      public void close() {
        signer.close();
      }
    };
  }

  private BenchReport measure(BenchOptions options, Map<String, ClosedLoop.Callers> contenders)
      throws Exception {
    BenchReport report = new BenchReport(name());
    for (int callers : CALLERS) {
      SideBySide turns = new SideBySide(with(callers, contenders));
      for (int turn = 0; turn < options.turns(TURN); turn++) {
        turns.takeTurns(TURN);
      }
      for (String who : contenders.keySet()) {
        options.talk().printf("%d callers, %s: %.0f/s%n", callers, who, turns.perSecond(who));
        report.figure(who + callers + "SignPerSecond", turns.perSecond(who));
        report.figure(who + callers + "P50Ms", turns.p50Ms(who));
        report.figure(who + callers + "CpuMs", turns.cpuMs(who));
      }
      compare(report, callers, turns);
    }
    return report;
  }

  private static Map<String, Contender> with(int callers, Map<String, ClosedLoop.Callers> of) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    of.forEach((who, each) -> contenders.put(who, Contender.threads(callers, each)));
    return contenders;
  }

  private static void compare(BenchReport report, int callers, SideBySide turns) {
    report.ratioAtLeast("oursToBare" + callers, turns.ratio("ours", "bare"), BARE_AIM);
    double toSun = turns.ratio("ours", "sunPkcs11");
    if (callers > SUN_AIM_ABOVE) {
      report.ratioAtLeast("oursToSunPkcs11" + callers, toSun, SUN_AIM);
    } else {
      report.ratio("oursToSunPkcs11" + callers, toSun);
    }
  }
}
