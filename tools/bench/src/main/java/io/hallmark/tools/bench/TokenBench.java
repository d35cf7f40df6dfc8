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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our Token against a bare loop of C_SignInit and C_Sign in as many threads, and against SunPKCS11:
 * P-256 on SoftHSM.
 *
 * <p>All contenders sign with keys of one token in one process, and take turns at each number of
 * callers.
 */
final class TokenBench implements Bench {
  private static final List<Integer> CALLERS = List.of(1, 2, 4, 8, 16, 64);
  private static final double BARE_AIM = 0.95;
  private static final double SUN_AIM = 1.0;
  private static final int SUN_AIM_ABOVE = 2;
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
        Token token = Tokens.open(softHsm.config())) {
      generateKey(token);
      BareCryptoki.load(softHsm.config().module());
      Map<String, ClosedLoop.Callers> contenders = contenders(softHsm, token);
      for (ClosedLoop.Callers contender : contenders.values()) {
        ClosedLoop.run(2, options.warmUp(), contender);
      }
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
    contenders.put("sunPkcs11", index -> sun.caller(digest));
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
      Map<String, Double> rates = new LinkedHashMap<>();
      Map<String, Double> medians = new LinkedHashMap<>();
      for (int round = 0; round < options.rounds(); round++) {
        for (Map.Entry<String, ClosedLoop.Callers> contender : contenders.entrySet()) {
          var outcome = ClosedLoop.run(callers, options.measure(), contender.getValue());
          rates.merge(contender.getKey(), outcome.perSecond() / options.rounds(), Double::sum);
          double median = outcome.latencyNanos().getValueAtPercentile(50) / 1e6;
          medians.merge(contender.getKey(), median / options.rounds(), Double::sum);
        }
      }
      options.talk().printf("%d callers: %s%n", callers, rates);
      report(report, callers, rates, medians);
    }
    return report;
  }

  private static void report(
      BenchReport report, int callers, Map<String, Double> rates, Map<String, Double> medians) {
    rates.forEach((who, rate) -> report.figure(who + callers + "SignPerSecond", rate));
    medians.forEach((who, median) -> report.figure(who + callers + "P50Ms", median));
    double ours = rates.get("ours");
    report.ratioAtLeast("oursToBare" + callers, ours / rates.get("bare"), BARE_AIM);
    double toSun = ours / rates.get("sunPkcs11");
    if (callers > SUN_AIM_ABOVE) {
      report.ratioAtLeast("oursToSunPkcs11" + callers, toSun, SUN_AIM);
    } else {
      report.ratio("oursToSunPkcs11" + callers, toSun);
    }
  }
}
