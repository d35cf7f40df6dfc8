package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static io.hallmark.hsm.token.TokenContract.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.scheme.Verifier;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyRef;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.WrappedKey;
import io.hallmark.hsm.token.WrappingKeyTask;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrapped keys on SoftHSM: more of them than the token holds, in many hands, while it fails. */
class WrappedKeysTest {
  private static final KeyId WRAPPER = KeyId.of("wrapper".getBytes(UTF_8));
  private static final int KEYS = 24;
  private static final int HELD = 4;
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir static Path directory;
  private static TokenConfig config;
  private static final List<WrappedKey> KEYS_MADE = new ArrayList<>();

  private InjectedCryptoki injected;
  private Token token;

  @BeforeAll
  static void makeKeys() throws Exception {
    config = new SoftHsmFolder(directory).token("alice").withVerify(0).withLanes(4);
    try (Token first = CryptokiEngine.open(config)) {
      done(first.createWrappingKey(WrappingKeyTask.resident(WRAPPER, "kek", Instant.MAX)));
      for (int i = 0; i < KEYS; i++) {
        KeyId id = KeyId.of(new byte[] {(byte) i, 1});
        GenerateTask task = new GenerateTask(id, "k", KeySpec.EC_P256, Instant.MAX);
        KEYS_MADE.add(done(first.generateWrapped(task, WRAPPER)));
      }
    }
  }

  @BeforeEach
  void open() throws Exception {
    injected = new InjectedCryptoki();
    token = CryptokiEngine.open(config.withUnwrappedKeys(HELD), injected, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    token.close();
  }

  private static SignTask task(WrappedKey key) {
    return new SignTask(
        "t",
        Priority.TLS,
        KeyRef.of(key),
        SignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(CONTENT),
        Instant.MAX);
  }

  private static boolean verifies(WrappedKey key, TokenSignature signature) {
    return Verifier.verify(
        PublicKeys.decode(key.spec(), key.publicKey().toByteArray()),
        SignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(CONTENT),
        signature.toByteArray());
  }

  @Test
  void sign_moreKeysThanAreHeld_byManyThreadsAcrossARestart_allVerify() throws Exception {
    AtomicInteger good = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> ends =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(i -> threads.submit(() -> signOften(good, wrong)))
              .toList();
      await().atMost(Duration.ofSeconds(60)).until(() -> good.get() > 300);
      injected.failNext("signInit", Ckr.CRYPTOKI_NOT_INITIALIZED);
      await().atMost(Duration.ofSeconds(60)).until(() -> injected.calls("finalizeModule") > 0);
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(wrong).hasValue(0);
    assertThat(good).hasValue(8 * 100);
    assertThat(token.counters().evictions()).isGreaterThan(KEYS - HELD);
    assertThat(token.counters().unwrappedKeys()).isLessThanOrEqualTo(HELD);
    long destroyed = injected.calls("destroyObject");
    assertThat(token.counters().unwraps() - destroyed).isLessThan(3 * (HELD + 5));
  }

  private void signOften(AtomicInteger good, AtomicInteger wrong) {
    int mine = 0;
    while (mine < 100) {
      WrappedKey key = KEYS_MADE.get(ThreadLocalRandom.current().nextInt(KEYS));
      TokenResult<TokenSignature> result =
          mine % 2 == 0 ? token.sign(task(key)).join() : token.signAndWait(task(key));
      if (result instanceof TokenResult.Done<TokenSignature> made) {
        mine++;
        (verifies(key, made.value()) ? good : wrong).incrementAndGet();
      } else {
        assertThat(result).isInstanceOf(TokenResult.Unavailable.class);
      }
    }
  }

  @Test
  void sign_coldKeyAskedByMany_isUnwrappedOnce() {
    List<CompletableFuture<TokenResult<TokenSignature>>> futures =
        IntStream.range(0, 64).mapToObj(i -> token.sign(task(KEYS_MADE.get(0)))).toList();
    futures.forEach(future -> done(future));
    assertThat(injected.calls("unwrapKey")).isEqualTo(1);
    assertThat(token.counters().unwraps()).isEqualTo(1);
    assertThat(token.counters().unwrapHits()).isEqualTo(63);
  }

  @Test
  void sign_warm_makesTwoNativeCalls() {
    IntStream.range(0, 50).forEach(i -> done(token.sign(task(KEYS_MADE.get(0)))));
    long sessions = injected.calls("openSession");
    long before = injected.allCalls();
    IntStream.range(0, 100).forEach(i -> done(token.sign(task(KEYS_MADE.get(0)))));
    long opened = injected.calls("openSession") - sessions;
    assertThat(injected.allCalls() - before - opened).isEqualTo(200);
  }

  @Test
  void sign_objectGone_isUnwrappedAgain() {
    done(token.sign(task(KEYS_MADE.get(1))));
    injected.failNext("signInit", Ckr.KEY_HANDLE_INVALID);
    done(token.sign(task(KEYS_MADE.get(1))));
    assertThat(token.counters().unwraps()).isEqualTo(2);
  }

  @Test
  void sign_holdersSessionGone_isHeldInANewOne() {
    done(token.sign(task(KEYS_MADE.get(1))));
    injected.failNext("unwrapKey", Ckr.SESSION_HANDLE_INVALID);
    done(token.sign(task(KEYS_MADE.get(2))));
    done(token.sign(task(KEYS_MADE.get(1))));
    assertThat(token.state().usable()).isTrue();
  }

  @Test
  void sign_noRoomToUnwrap_isUnavailableAndRoomIsMade() {
    IntStream.range(0, HELD).forEach(i -> done(token.sign(task(KEYS_MADE.get(i)))));
    injected.failNext("unwrapKey", Ckr.DEVICE_MEMORY);
    assertThat(token.sign(task(KEYS_MADE.get(9))).join())
        .isInstanceOf(TokenResult.Unavailable.class);
    assertThat(token.counters().unwrappedKeys()).isLessThan(HELD);
    done(token.sign(task(KEYS_MADE.get(9))));
  }

  @Test
  void generate_mechanismNotListed_isRefusedBeforeTheTokenIsAsked() {
    injected.failAlways("getMechanismInfo", Ckr.MECHANISM_INVALID);
    GenerateTask task =
        new GenerateTask(KeyId.of(new byte[] {5, 5}), "k", KeySpec.EC_P256, Instant.MAX);
    assertThat(refused(token.generate(task)).code()).isEqualTo(Ckr.MECHANISM_INVALID);
    assertThat(refused(token.generateWrapped(task, WRAPPER)).code())
        .isEqualTo(Ckr.MECHANISM_INVALID);
    assertThat(injected.calls("generateKeyPair")).isZero();
  }
}
