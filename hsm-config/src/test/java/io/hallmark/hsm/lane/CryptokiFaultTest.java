package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static io.hallmark.hsm.token.TokenContract.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Return codes put in at the Cryptoki boundary, and what the engine makes of them. */
class CryptokiFaultTest {
  private static final KeyId KEY = KeyId.of(new byte[] {1});

  @TempDir static Path directory;
  private static TokenConfig config;

  private InjectedCryptoki injected;
  private Token token;

  @BeforeAll
  static void makeToken() throws Exception {
    config = new SoftHsmFolder(directory).token("alice").withVerify(0).withLanes(2);
    try (Token first = CryptokiEngine.open(config)) {
      done(first.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
    }
  }

  @BeforeEach
  void open() throws Exception {
    injected = new InjectedCryptoki();
    open(config);
  }

  private void open(TokenConfig how) throws Exception {
    token = CryptokiEngine.open(how, injected, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    token.close();
  }

  private static SignTask task() {
    return task(Instant.MAX);
  }

  private static SignTask task(Instant deadline) {
    return new SignTask(
        "t",
        Priority.TLS,
        KEY,
        SignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        deadline);
  }

  private static TokenFault unavailable(CompletableFuture<TokenResult<TokenSignature>> future) {
    TokenResult<TokenSignature> result = future.join();
    assertThat(result).isInstanceOf(TokenResult.Unavailable.class);
    return ((TokenResult.Unavailable<TokenSignature>) result).fault();
  }

  private void awaitUsable() {
    await().atMost(Duration.ofSeconds(20)).until(() -> token.state().usable());
  }

  @Test
  void sign_warm_makesTwoNativeCalls() {
    done(token.sign(task()));
    done(token.sign(task()));
    // Both lanes may still have to open their session; then nothing but the two calls is left.
    IntStream.range(0, 50).forEach(i -> done(token.sign(task())));
    long before = injected.allCalls();
    long sessions = injected.calls("openSession");
    IntStream.range(0, 100).forEach(i -> done(token.sign(task())));
    long opened = injected.calls("openSession") - sessions;
    assertThat(injected.allCalls() - before - opened).isEqualTo(200);
  }

  @Test
  void sign_sessionGone_isSignedInANewOne() {
    done(token.sign(task()));
    injected.failNext("signInit", Ckr.SESSION_HANDLE_INVALID);
    done(token.sign(task()));
    assertThat(token.state().usable()).isTrue();
  }

  @Test
  void sign_handleStale_isFoundAgainOnce() {
    done(token.sign(task()));
    long searches = injected.calls("findObjectsInit");
    injected.failNext("signInit", Ckr.KEY_HANDLE_INVALID);
    done(token.sign(task()));
    assertThat(injected.calls("findObjectsInit")).isGreaterThan(searches);
  }

  @Test
  void sign_loggedOut_logsInAgainOnce() {
    done(token.sign(task()));
    injected.failNext("signInit", Ckr.USER_NOT_LOGGED_IN);
    done(token.sign(task()));
    assertThat(token.counters().logins()).isEqualTo(2);
  }

  @Test
  void sign_callersFault_isRefusedWithoutARetry() {
    done(token.sign(task()));
    long before = injected.calls("signInit");
    injected.failNext("signInit", Ckr.MECHANISM_INVALID);
    TokenFault fault = refused(token.sign(task()));
    assertThat(fault.code()).isEqualTo(Ckr.MECHANISM_INVALID);
    assertThat(injected.calls("signInit")).isEqualTo(before + 1);
    assertThat(token.state().usable()).isTrue();
  }

  @Test
  void sign_deviceRemoved_opensTheCircuitUntilAProbeSucceeds() {
    injected.failAlways("getTokenInfo", Ckr.DEVICE_REMOVED);
    injected.failAlways("getSlotList", Ckr.DEVICE_REMOVED);
    injected.failNext("sign", Ckr.DEVICE_REMOVED);
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.TOKEN);
    assertThat(token.state().usable()).isFalse();
    assertThat(token.state().reason()).contains("CKR_DEVICE_REMOVED");
    long asked = injected.calls("sign");
    unavailable(token.sign(task()));
    assertThat(injected.calls("sign")).isEqualTo(asked);
    injected.succeed("getTokenInfo");
    injected.succeed("getSlotList");
    awaitUsable();
    done(token.sign(task()));
  }

  @Test
  void sign_libraryGone_isInitialisedAnew() {
    done(token.sign(task()));
    injected.failNext("signInit", Ckr.CRYPTOKI_NOT_INITIALIZED);
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.LIBRARY);
    awaitUsable();
    assertThat(injected.calls("finalizeModule")).isEqualTo(1);
    done(token.sign(task()));
  }

  @Test
  void sign_deviceAwayAcrossARestartOfTheModule_comesBack() {
    done(token.sign(task()));
    injected.failAlways("getTokenInfo", Ckr.DEVICE_REMOVED);
    injected.failNext("sign", Ckr.DEVICE_ERROR);
    unavailable(token.sign(task()));
    await().until(() -> injected.calls("finalizeModule") >= 2);
    injected.succeed("getTokenInfo");
    awaitUsable();
    done(token.sign(task()));
  }

  @Test
  void sign_noRoomForSessions_shrinksAndGoesOn() {
    injected.failNext("openSession", Ckr.SESSION_COUNT);
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.CAPACITY);
    assertThat(token.state().usable()).isTrue();
    done(token.sign(task()));
  }

  @Test
  void sign_sessionGoneTwice_opensTheCircuitAndComesBack() {
    done(token.sign(task()));
    injected.failNext("signInit", Ckr.SESSION_CLOSED);
    injected.failNext("signInit", Ckr.SESSION_CLOSED);
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.SESSION);
    awaitUsable();
    done(token.sign(task()));
  }

  @Test
  void sign_handleStaleTwice_isUnavailableAndTheTokenGoesOn() {
    done(token.sign(task()));
    injected.failNext("signInit", Ckr.KEY_HANDLE_INVALID);
    injected.failNext("signInit", Ckr.KEY_HANDLE_INVALID);
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.HANDLE);
    assertThat(token.state().usable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Ckr.HOST_MEMORY, Ckr.DEVICE_MEMORY})
  void sign_noMemory_isUnavailableAndTheTokenGoesOn(long code) {
    done(token.sign(task()));
    injected.failNext("sign", code);
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.CAPACITY);
    assertThat(token.state().usable()).isTrue();
    done(token.sign(task()));
  }

  /** The vendor's own codes may mean anything; none of them is the caller's fault. */
  @ParameterizedTest
  @ValueSource(longs = {Ckr.DEVICE_ERROR, Ckr.GENERAL_ERROR, Ckr.FUNCTION_FAILED, 0x80000001L})
  void sign_deviceFails_opensTheCircuitAndComesBack(long code) {
    done(token.sign(task()));
    injected.failNext("sign", code);
    TokenFault fault = unavailable(token.sign(task()));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.TOKEN);
    assertThat(fault.code()).isEqualTo(code);
    awaitUsable();
    done(token.sign(task()));
  }

  @Test
  void sign_deviceFailsAtReLogin_comesBack() {
    done(token.sign(task()));
    injected.failNext("signInit", Ckr.USER_NOT_LOGGED_IN);
    injected.failNext("login", Ckr.DEVICE_ERROR);
    unavailable(token.sign(task()));
    awaitUsable();
    done(token.sign(task()));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Ckr.PIN_INCORRECT, Ckr.PIN_LOCKED, Ckr.PIN_EXPIRED, Ckr.USER_PIN_NOT_INITIALIZED})
  void sign_pinRefusedInWhateverWay_isTerminal(long code) {
    done(token.sign(task()));
    injected.failNext("signInit", Ckr.USER_NOT_LOGGED_IN);
    injected.failNext("login", code);
    long before = injected.calls("login");
    unavailable(token.sign(task()));
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.TERMINAL);
    assertThat(injected.calls("login")).isEqualTo(before + 1);
    assertThat(token.state().reason()).contains(Ckr.name(code));
  }

  @Test
  void sign_callHangsBeyondTheDeadline_isAnsweredAtTheDeadline() throws Exception {
    done(token.sign(task()));
    injected.hold("sign", new CountDownLatch(1));
    // The time limit of a call is 10 s here: it is the deadline that ends the waiting.
    TokenResult<TokenSignature> result =
        token.sign(task(Instant.now().plusMillis(200))).get(8, TimeUnit.SECONDS);
    assertThat(result).isInstanceOf(TokenResult.Unavailable.class);
    assertThat(((TokenResult.Unavailable<TokenSignature>) result).fault().errorClass())
        .isEqualTo(ErrorClass.EXPIRED);
    injected.release("sign");
    done(token.sign(task()));
  }

  @Test
  void sign_waitsBehindCallsThatHang_isAnsweredWhenTheCircuitOpens() throws Exception {
    token.close();
    open(config.withSignTimeout(Duration.ofMillis(500)));
    done(token.sign(task()));
    injected.hold("sign", new CountDownLatch(1));
    List<CompletableFuture<TokenResult<TokenSignature>>> futures =
        IntStream.range(0, 200).mapToObj(i -> token.sign(task())).toList();
    for (CompletableFuture<TokenResult<TokenSignature>> future : futures) {
      assertThat(future.get(20, TimeUnit.SECONDS)).isInstanceOf(TokenResult.Unavailable.class);
    }
    injected.release("sign");
    awaitUsable();
    done(token.sign(task()));
  }

  @Test
  void sign_pinRefusedAtReLogin_isNeverTriedAgain() {
    done(token.sign(task()));
    injected.failAlways("login", Ckr.PIN_INCORRECT);
    injected.failAlways("signInit", Ckr.USER_NOT_LOGGED_IN);
    long before = injected.calls("login");
    unavailable(token.sign(task()));
    assertThat(token.state().usable()).isFalse();
    List<CompletableFuture<TokenResult<TokenSignature>>> more =
        IntStream.range(0, 20).mapToObj(i -> token.sign(task())).toList();
    more.forEach(CryptokiFaultTest::unavailable);
    assertThat(injected.calls("login")).isEqualTo(before + 1);
  }

  @Test
  void sign_callHangs_isGivenUpAndTheLaneReplaced() throws Exception {
    token.close();
    open(config.withSignTimeout(Duration.ofMillis(200)));
    done(token.sign(task()));
    injected.hold("sign", new CountDownLatch(1));
    assertThat(unavailable(token.sign(task())).detail()).contains("did not come back");
    assertThat(token.state().usable()).isFalse();
    injected.release("sign");
    awaitUsable();
    done(token.sign(task()));
  }

  @Test
  void sign_wrongSignature_doesNotLeave() throws Exception {
    token.close();
    open(config.withVerify(1));
    done(token.sign(task()));
    injected.corruptNextSignature();
    assertThat(unavailable(token.sign(task())).errorClass()).isEqualTo(ErrorClass.TOKEN);
    assertThat(token.counters().signed()).isEqualTo(1);
  }

  @Test
  void close_withWorkQueued_answersAllOfIt() {
    List<CompletableFuture<TokenResult<TokenSignature>>> futures =
        IntStream.range(0, 500).mapToObj(i -> token.sign(task())).toList();
    token.close();
    assertThat(futures).allMatch(CompletableFuture::isDone);
  }
}
