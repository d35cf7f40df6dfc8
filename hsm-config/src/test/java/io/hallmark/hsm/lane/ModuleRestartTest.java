package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * C_Finalize and C_Initialize with several tokens of one module open, and another module beside.
 */
class ModuleRestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final KeyId KEY = KeyId.of(new byte[] {1});

  @TempDir static Path directory;
  private static SoftHsmFolder softHsm;
  private static TokenConfig alice;
  private static TokenConfig bob;
  private static TokenConfig elsewhere;

  private final InjectedCryptoki aliceCalls = new InjectedCryptoki();
  private final InjectedCryptoki bobCalls = new InjectedCryptoki();
  private Token aliceToken;
  private Token bobToken;

  @BeforeAll
  static void makeTokens() throws Exception {
    softHsm = new SoftHsmFolder(directory.resolve("first"));
    alice = withKey(softHsm.token("alice"));
    bob = withKey(softHsm.token("bob"));
    SoftHsmFolder other = new SoftHsmFolder(directory.resolve("second"));
    Path copy = Files.copy(softHsm.module(), directory.resolve("another-vendor.so"));
    other.init("carol", copy);
    elsewhere =
        withKey(
            TokenConfig.of(
                    "carol", copy, TokenSelector.label("carol"), new FilePin(other.pinFile()))
                .withEnvironment(other.environment()));
  }

  private static TokenConfig withKey(TokenConfig config) throws Exception {
    try (Token token = CryptokiEngine.open(config)) {
      done(token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
    }
    return config.withLanes(4).withVerify(0);
  }

  @BeforeEach
  void open() throws Exception {
    aliceToken = CryptokiEngine.open(alice, aliceCalls, Clock.systemUTC());
    bobToken = CryptokiEngine.open(bob, bobCalls, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    aliceToken.close();
    bobToken.close();
  }

  private static TokenKey key(Token token) {
    return done(token.keys()).get(0);
  }

  private long restarts() {
    return aliceCalls.calls("finalizeModule") + bobCalls.calls("finalizeModule");
  }

  private void awaitBothUsable() {
    await().atMost(PATIENCE).until(() -> aliceToken.state().usable() && bobToken.state().usable());
  }

  @Test
  void finalisedBehindBothBacks_oneIsIdle_bothComeBack() throws Exception {
    TokenKey key = key(aliceToken);
    TokenKey bobKey = key(bobToken);
    try (CryptokiModule module = CryptokiModule.acquire(softHsm.module(), softHsm.environment())) {
      module.cryptoki().finalizeModule(0);
    }
    // Only alice notices: bob is idle, and must not keep her from starting the module anew.
    try (SigningLoad load = SigningLoad.start(aliceToken, key)) {
      load.awaitSigned();
      load.finish();
      assertThat(load.wrong()).isZero();
    }
    awaitBothUsable();
    assertThat(restarts()).isEqualTo(1);
    try (SigningLoad load = SigningLoad.start(bobToken, bobKey)) {
      load.awaitSigned();
      load.finish();
      assertThat(load.wrong()).isZero();
    }
  }

  @Test
  void restartedUnderLoadOfBoth_neitherSignsWrong() throws Exception {
    try (SigningLoad aliceLoad = SigningLoad.start(aliceToken, key(aliceToken));
        SigningLoad bobLoad = SigningLoad.start(bobToken, key(bobToken))) {
      for (int round = 1; round <= 3; round++) {
        aliceLoad.awaitSigned();
        bobLoad.awaitSigned();
        aliceCalls.failAlways("getTokenInfo", Ckr.DEVICE_REMOVED);
        bobCalls.failAlways("getTokenInfo", Ckr.DEVICE_REMOVED);
        aliceCalls.failNext("sign", Ckr.DEVICE_REMOVED);
        bobCalls.failNext("signInit", Ckr.GENERAL_ERROR);
        long before = restarts();
        await().atMost(PATIENCE).until(() -> restarts() > before);
        aliceCalls.succeed("getTokenInfo");
        bobCalls.succeed("getTokenInfo");
        awaitBothUsable();
      }
      aliceLoad.awaitSigned();
      bobLoad.awaitSigned();
      aliceLoad.finish();
      bobLoad.finish();
      assertThat(aliceLoad.wrong() + bobLoad.wrong()).isZero();
    }
  }

  @Test
  void oneTokenAway_theOtherIsWell_moduleIsLeftAlone() throws Exception {
    try (SigningLoad load = SigningLoad.start(bobToken, key(bobToken))) {
      key(aliceToken);
      aliceCalls.failAlways("getTokenInfo", Ckr.TOKEN_NOT_PRESENT);
      aliceCalls.failNext("findObjectsInit", Ckr.TOKEN_NOT_PRESENT);
      aliceToken.keys().join();
      assertThat(aliceToken.state().usable()).isFalse();
      long asked = aliceCalls.calls("getTokenInfo");
      await().atMost(PATIENCE).until(() -> aliceCalls.calls("getTokenInfo") > asked + 3);
      aliceCalls.succeed("getTokenInfo");
      awaitBothUsable();
      load.awaitSigned();
      load.finish();
      assertThat(restarts()).isZero();
      assertThat(load.unavailable() + load.wrong()).isZero();
    }
  }

  @Test
  void restartOfOneModule_doesNotTouchAnother() throws Exception {
    InjectedCryptoki carolCalls = new InjectedCryptoki();
    try (Token carol = CryptokiEngine.open(elsewhere, carolCalls, Clock.systemUTC());
        SigningLoad load = SigningLoad.start(carol, key(carol))) {
      load.awaitSigned();
      restartedUnderLoadOfBoth_neitherSignsWrong();
      load.awaitSigned();
      load.finish();
      assertThat(load.unavailable() + load.wrong()).isZero();
      assertThat(carol.counters().logins()).isEqualTo(1);
      assertThat(carolCalls.calls("finalizeModule")).isZero();
      // Each module read its own configuration again.
      assertThat(aliceToken.info().label()).isEqualTo("alice");
    }
  }
}
