package io.hallmark.crypto.worker.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.P11KitServer;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.TokenInit;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key in a token of this machine and in one behind a network, of two modules. */
class SeveralTokensTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> NAMES = List.of("fake", "local", "remote");

  @TempDir static Path directory;
  private static final MeterRegistry METRICS = new SimpleMeterRegistry();
  private static final FakeToken FAKE = new FakeToken("fake");
  private static P11KitServer server;
  private static SharedKey key;
  private static TokenPool pool;

  @BeforeAll
  static void open() throws Exception {
    key = SharedKey.make();
    Path local = SoftHsm.configure(directory.resolve("local"));
    Path remote = SoftHsm.configure(directory.resolve("remote"));
    TokenConfig localConfig = token("local", SoftHsm.module(), SoftHsm.environment(local));
    // The token itself is made without the network in between.
    key.putInto(token("remote", SoftHsm.module(), SoftHsm.environment(remote)));
    key.putInto(localConfig);
    server =
        P11KitServer.start(directory.resolve("s"), SoftHsm.module(), SoftHsm.environment(remote));
    Path client = P11KitServer.client().orElseThrow();
    TokenConfig remoteConfig =
        config("remote", client, server.clientEnvironment())
            .withSerialise(true)
            .withSignTimeout(Duration.ofSeconds(1));
    Map<String, TokenOpener> openers = new LinkedHashMap<>();
    openers.put("fake", () -> FAKE);
    openers.put("local", () -> Tokens.open(localConfig));
    openers.put("remote", () -> Tokens.open(remoteConfig));
    pool = TokenPool.open(openers, METRICS);
  }

  private static TokenConfig token(String name, Path module, Map<String, String> environment)
      throws Exception {
    Files.writeString(directory.resolve("pin.txt"), "4711");
    try (Pin officer = Pin.of("0815".toCharArray());
        Pin user = Pin.of("4711".toCharArray())) {
      TokenInit.initialise(module, environment, name, officer, user);
    }
    return config(name, module, environment);
  }

  private static TokenConfig config(String name, Path module, Map<String, String> environment) {
    FilePin pin = new FilePin(directory.resolve("pin.txt"));
    return TokenConfig.of(name, module, TokenSelector.label(name), pin)
        .withEnvironment(environment)
        .withLanes(4);
  }

  @AfterAll
  static void close() {
    server.close(); // First, so that no call hangs in the token while it is closed.
    pool.close();
  }

  private static void assertSigned(int number, String... names) throws Exception {
    byte[] content = ("content " + number).getBytes(UTF_8);
    SignTask task =
        new SignTask(
            "tenant",
            Priority.TLS,
            key.id(),
            SignatureScheme.ECDSA_SHA256,
            ByteBuffer.wrap(content),
            Instant.now().plusSeconds(20));
    TokenResult<TokenSignature> result =
        pool.sign(List.of(names), task).orElseThrow().get(30, TimeUnit.SECONDS);
    assertThat(result).isInstanceOf(TokenResult.Done.class);
    TokenSignature signature = ((TokenResult.Done<TokenSignature>) result).value();
    assertThat(key.verifies(content, signature)).isTrue();
  }

  private static double usable(String token) {
    return METRICS.get("hallmark.token.usable").tag("token", token).gauge().value();
  }

  private static double wentRound(String token) {
    return METRICS.get("hallmark.token.went.round").tag("token", token).functionCounter().count();
  }

  @Test
  void sign_oneTokenFailsEachTime_everyRequestIsSignedByAnother() throws Exception {
    double before = wentRound("fake");
    for (int i = 0; i < 30; i++) {
      FAKE.failNext(Ckr.DEVICE_ERROR);
      assertSigned(i, NAMES.toArray(String[]::new));
    }
    assertThat(wentRound("fake")).isGreaterThan(before);
    assertThat(FAKE.counters().signed()).isZero();
  }

  @Test
  void sign_remoteTokenIsKilledAndBack_everyRequestIsSigned() throws Exception {
    signUntil(() -> signCalls("remote") > 5);
    server.kill();
    signUntil(() -> usable("remote") == 0);
    assertThat(pool.states().get("token remote")).startsWith("not usable: ");
    assertThat(pool.states()).containsEntry("token local", "logged in");
    assertThat(pool.waitingFor()).isEmpty();
    server.start();
    signUntil(() -> usable("remote") == 1);
    double before = signCalls("remote");
    signUntil(() -> signCalls("remote") > before);
  }

  @Test
  void sign_remoteTokenHangs_everyRequestIsSignedWithinItsDeadline() throws Exception {
    signUntil(() -> signCalls("remote") > 5);
    double hedges = counted("hedges", "remote");
    server.stop();
    signUntil(() -> counted("hedges", "remote") > hedges);
    signUntil(() -> usable("remote") == 0);
    signUntil(() -> counted("lanes.replaced", "remote") > 0);
    server.goOn();
    signUntil(() -> usable("remote") == 1);
  }

  private static double counted(String what, String token) {
    return METRICS.get("hallmark.token." + what).tag("token", token).functionCounter().count();
  }

  private interface Condition {
    boolean holds();
  }

  private static void signUntil(Condition condition) throws Exception {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; !condition.holds(); i++) {
      assertThat(System.nanoTime()).as("within %s", PATIENCE).isLessThan(endNanos);
      assertSigned(i, "local", "remote");
    }
  }

  private static double signCalls(String token) {
    return METRICS.get("hallmark.token.sign.calls").tag("token", token).functionCounter().count();
  }
}
