package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.softhsm.P11KitServer;
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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that never return: the token moves to a fresh copy of its module. */
class HungModuleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final KeyId KEY = KeyId.of(new byte[] {1});

  /** A module of its own for each test, since what is left is left for the process's life. */
  @TempDir Path directory;

  private final InjectedCryptoki calls = new InjectedCryptoki();
  private final CountDownLatch never = new CountDownLatch(1);
  private SoftHsmFolder softHsm;

  @BeforeEach
  void makeToken() throws Exception {
    softHsm = new SoftHsmFolder(directory.resolve("tokens"));
  }

  private TokenConfig config(Path module, Map<String, String> environment) throws Exception {
    Path own = Files.copy(module, directory.resolve("own-" + module.getFileName()));
    return TokenConfig.of("main", own, TokenSelector.label("alice"), new FilePin(softHsm.pinFile()))
        .withEnvironment(environment)
        .withLanes(2)
        .withSignTimeout(Duration.ofMillis(300));
  }

  private TokenConfig softHsmConfig() throws Exception {
    TokenConfig config = config(softHsm.module(), softHsm.environment());
    softHsm.init("alice", config.module());
    return config;
  }

  private static TokenKey generate(Token token) {
    return done(token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
  }

  private static void awaitModulesLeft(Token token, int count) {
    await().atMost(PATIENCE).until(() -> token.vitals().modulesLeft() == count);
  }

  private static void awaitReason(Token token, String words) {
    await().atMost(PATIENCE).until(() -> token.state().reason().contains(words));
  }

  /** Stopped and never continued: what was asked of it waits until the process ends. */
  @Test
  void networkHsmStopsForGood_anotherTakesItsAddress_signingResumesInAFreshCopy() throws Exception {
    softHsm.init("alice");
    Path socket = directory.resolve("s");
    P11KitServer first = P11KitServer.start(socket, softHsm.module(), softHsm.environment());
    TokenConfig config = config(P11KitServer.client().orElseThrow(), first.clientEnvironment());
    try (first;
        Token token = CryptokiEngine.open(config)) {
      TokenKey key = generate(token);
      first.stop();
      try (SigningLoad load = SigningLoad.start(token, key)) {
        load.awaitUnavailable();
        try (P11KitServer second =
            P11KitServer.start(socket, softHsm.module(), softHsm.environment())) {
          awaitModulesLeft(token, 1);
          await().atMost(PATIENCE).until(() -> token.state().usable());
          load.awaitSigned();
          assertThat(token.vitals().loginFailures()).isZero();
          first.kill(); // The calls of before come back, where nobody waits for them.
          load.awaitSigned();
          load.finish();
          assertThat(load.wrong()).isZero();
          assertThat(token.state().usable()).isTrue();
          assertThat(token.vitals().modulesLeft()).isEqualTo(1);
        }
      }
    }
  }

  /**
   * Version 0.24 of the client may leave a thread spinning inside where a connection breaks in the
   * middle of an answer while several wait; {@code serialise} keeps several from waiting, and is
   * not set here.
   */
  @Test
  void networkHsmIsKilledUnderLoad_callsNotSerialised_comesBackEachTime() throws Exception {
    softHsm.init("alice");
    try (P11KitServer server =
            P11KitServer.start(directory.resolve("s"), softHsm.module(), softHsm.environment());
        Token token =
            CryptokiEngine.open(
                config(P11KitServer.client().orElseThrow(), server.clientEnvironment())
                    .withLanes(8)
                    .withFreshCopies(TokenConfig.FRESH_COPIES_MAX))) {
      TokenKey key = generate(token);
      try (SigningLoad load = SigningLoad.start(token, key);
          SigningLoad more = SigningLoad.start(token, key)) {
        for (int round = 0; round < 4; round++) {
          load.awaitSigned();
          server.kill();
          load.awaitUnavailable();
          server.start();
          await().atMost(PATIENCE).until(() -> token.state().usable());
        }
        load.awaitSigned();
        load.finish();
        more.finish();
        assertThat(load.wrong() + more.wrong()).isZero();
      }
    }
  }

  @Test
  void searchNeverReturns_signingResumesInAFreshCopyAndItsReturnDoesNoHarm() throws Exception {
    try (Token token = CryptokiEngine.open(softHsmConfig(), calls, Clock.systemUTC())) {
      TokenKey key = generate(token);
      calls.hold("findObjectsInit", never);
      try (SigningLoad load = SigningLoad.start(token, key)) {
        load.awaitUnavailable();
        calls.letPass("findObjectsInit");
        awaitModulesLeft(token, 1);
        load.awaitSigned();
        never.countDown();
        load.awaitSigned();
        load.finish();
        assertThat(load.wrong()).isZero();
      }
    }
  }

  @Test
  void noFreshCopiesAllowed_saysThatARestartIsNeeded_anotherModuleGoesOn() throws Exception {
    TokenConfig config = softHsmConfig().withFreshCopies(0);
    try (Token other = CryptokiEngine.open(softHsm.token("bob"));
        Token token = CryptokiEngine.open(config, calls, Clock.systemUTC())) {
      TokenKey otherKey = generate(other);
      TokenKey key = generate(token);
      calls.hold("sign", never);
      try (SigningLoad load = SigningLoad.start(token, key);
          SigningLoad otherLoad = SigningLoad.start(other, otherKey)) {
        awaitReason(token, "a call in module " + config.module() + " never returned");
        assertThat(token.state().reason()).endsWith("restart needed");
        otherLoad.awaitSigned();
        otherLoad.finish();
        load.finish();
        assertThat(otherLoad.unavailable() + otherLoad.wrong() + load.wrong()).isZero();
      }
      assertThat(token.vitals().modulesLeft()).isZero();
      never.countDown();
      await().atMost(PATIENCE).until(() -> token.state().usable());
    }
  }

  /** Each may have been counted as a wrong one. */
  @Test
  void loginsNeverReturn_oneMoreIsTriedAndNoThird() throws Exception {
    try (Token token = CryptokiEngine.open(softHsmConfig(), calls, Clock.systemUTC())) {
      TokenKey key = generate(token);
      calls.hold("login", never);
      calls.failNext("sign", Ckr.USER_NOT_LOGGED_IN);
      try (SigningLoad load = SigningLoad.start(token, key)) {
        awaitReason(token, "a login never came back, and it is not tried once more");
        load.finish();
        assertThat(load.wrong()).isZero();
      }
      assertThat(calls.calls("login")).isEqualTo(3);
      assertThat(token.vitals().loginFailures()).isZero();
      never.countDown();
    }
  }
}
