package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.scheme.Curve;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins that are lost, and keys that want the PIN each time, on SoftHSM as it is. */
class LoginTest {
  private static final KeyId KEY = KeyId.of(new byte[] {1});
  private static final KeyId CAREFUL_KEY = KeyId.of(new byte[] {2});

  @TempDir Path directory;
  private final InjectedCryptoki calls = new InjectedCryptoki();
  private SoftHsmFolder softHsm;
  private Token token;

  @BeforeEach
  void open() throws Exception {
    softHsm = new SoftHsmFolder(directory);
    TokenConfig config = softHsm.token("alice").withLanes(2).withVerify(1);
    token = CryptokiEngine.open(config, calls, Clock.systemUTC());
    done(token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
  }

  @AfterEach
  void close() {
    token.close();
  }

  private TokenResult<TokenSignature> sign(KeyId key) {
    return token.sign(task(key)).join();
  }

  private static SignTask task(KeyId key) {
    return new SignTask(
        "tenant",
        Priority.TLS,
        key,
        SignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        Instant.MAX);
  }

  private void assertSigned(TokenResult<TokenSignature> result) {
    assertThat(result).isInstanceOf(TokenResult.Done.class);
    assertThat(token.state().usable()).isTrue();
  }

  private CryptokiModule module() throws Exception {
    return CryptokiModule.acquire(softHsm.module(), softHsm.environment());
  }

  private CryptokiSession session(CryptokiModule module) throws Exception {
    return CryptokiSession.open(module.cryptoki(), token.info().slotId(), true);
  }

  /** A key that another tool made. */
  private void makeCarefulKey() throws Exception {
    try (CryptokiModule module = module();
        CryptokiSession session = session(module)) {
      byte[] id = CAREFUL_KEY.toByteArray();
      session.generate(
          Ck.CKM_EC_KEY_PAIR_GEN,
          new Template()
              .add(Ck.CKA_TOKEN, true)
              .add(Ck.CKA_ID, id)
              .add(Ck.CKA_EC_PARAMS, Curve.P256.params()),
          new Template()
              .add(Ck.CKA_TOKEN, true)
              .add(Ck.CKA_PRIVATE, true)
              .add(Ck.CKA_SIGN, true)
              .add(Ck.CKA_ID, id)
              .add(Ck.CKA_ALWAYS_AUTHENTICATE, true));
    }
  }

  @Test
  void sign_someoneLoggedOut_logsInAgainAndSigns() throws Exception {
    assertSigned(sign(KEY));
    try (CryptokiModule module = module();
        CryptokiSession session = session(module)) {
      assertThat(session.logout()).isEqualTo(Ckr.OK);
    }
    assertSigned(sign(KEY));
    assertThat(token.counters().logins()).isEqualTo(2);
  }

  @Test
  void sign_bothLanesFindThemselvesLoggedOut_oneLogsIn() throws Exception {
    assertSigned(sign(KEY));
    calls.hold("signInit", new CountDownLatch(1));
    long before = calls.calls("signInit");
    List<CompletableFuture<TokenResult<TokenSignature>>> asked =
        List.of(token.sign(task(KEY)), token.sign(task(KEY)));
    await().until(() -> calls.calls("signInit") == before + 2);
    try (CryptokiModule module = module();
        CryptokiSession session = session(module)) {
      session.logout();
    }
    calls.release("signInit");
    asked.forEach(future -> assertThat(future.join()).isNotInstanceOf(TokenResult.Refused.class));
    assertSigned(sign(KEY));
    assertThat(token.counters().logins()).isEqualTo(2);
  }

  @Test
  void sign_someoneLoggedOutBeforeTheKeyWasKnown_doesNotTakeItForMissing() throws Exception {
    try (CryptokiModule module = module();
        CryptokiSession session = session(module)) {
      assertThat(session.logout()).isEqualTo(Ckr.OK);
    }
    assertSigned(sign(KEY));
  }

  @Test
  void sign_allSessionsGone_opensThemAndLogsInAgain() throws Exception {
    assertSigned(sign(KEY));
    try (CryptokiModule module = module()) {
      assertThat(module.cryptoki().closeAllSessions(token.info().slotId())).isEqualTo(Ckr.OK);
    }
    assertSigned(sign(KEY));
    assertSigned(sign(KEY));
  }

  @Test
  void sign_alreadyLoggedInAgain_isSuccess() {
    assertSigned(sign(KEY));
    calls.failNext("signInit", Ckr.USER_NOT_LOGGED_IN);
    calls.failNext("login", Ckr.USER_ALREADY_LOGGED_IN);
    assertSigned(sign(KEY));
  }

  @Test
  void sign_keyThatWantsThePinEachTime_isGivenItEachTime() throws Exception {
    makeCarefulKey();
    long before = token.counters().logins();
    for (int i = 1; i <= 5; i++) {
      assertSigned(sign(CAREFUL_KEY));
      assertThat(token.counters().logins()).isEqualTo(before + i);
    }
  }

  @Test
  void sign_pinMissingForSuchAKey_saysSoAndOtherKeysGoOn() throws Exception {
    makeCarefulKey();
    assertSigned(sign(CAREFUL_KEY));
    Files.delete(softHsm.pinFile());
    assertThat(fault(sign(CAREFUL_KEY)).detail()).contains("does not exist");
    assertSigned(sign(KEY));
    Files.writeString(softHsm.pinFile(), SoftHsmFolder.PIN);
    assertSigned(sign(CAREFUL_KEY));
  }

  @Test
  void sign_wrongPinForSuchAKey_isTriedOnce() throws Exception {
    makeCarefulKey();
    Files.writeString(softHsm.pinFile(), "9999");
    long before = calls.calls("login");
    assertThat(fault(sign(CAREFUL_KEY)).errorClass()).isEqualTo(ErrorClass.TERMINAL);
    for (int i = 0; i < 10; i++) {
      fault(sign(CAREFUL_KEY));
    }
    assertThat(calls.calls("login")).isEqualTo(before + 1);
    assertThat(token.state().usable()).isFalse();
  }

  private static TokenFault fault(TokenResult<TokenSignature> result) {
    assertThat(result).isInstanceOf(TokenResult.Unavailable.class);
    return ((TokenResult.Unavailable<TokenSignature>) result).fault();
  }
}
