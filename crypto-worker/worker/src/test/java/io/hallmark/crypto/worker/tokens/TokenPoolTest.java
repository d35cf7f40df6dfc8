package io.hallmark.crypto.worker.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenPoolTest {
  private static final KeyId KEY = KeyId.of(new byte[] {1});

  /** Longer than any test. */
  private static final Duration HANG = Duration.ofMinutes(10);

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final FakeToken first = new FakeToken("first");
  private final FakeToken second = new FakeToken("second");

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void sign_oneTokenIsBusy_goesToTheOther() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));
    first.delay(Duration.ofMillis(500));
    second.delay(Duration.ofMillis(500));

    var one = sign(pool, "first", "second").orElseThrow();
    var two = sign(pool, "first", "second").orElseThrow();
    one.get(10, TimeUnit.SECONDS);
    two.get(10, TimeUnit.SECONDS);

    assertThat(first.counters().signCalls()).isEqualTo(1);
    assertThat(second.counters().signCalls()).isEqualTo(1);
  }

  @Test
  void sign_oneTokenIsDown_goesAroundIt() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));
    first.state(false, "device removed");

    TokenResult<TokenSignature> result =
        sign(pool, "first", "second").orElseThrow().get(10, TimeUnit.SECONDS);

    assertThat(result).isInstanceOf(TokenResult.Done.class);
    assertThat(second.counters().signed()).isEqualTo(1);
  }

  @Test
  void sign_firstTokenCannot_isAskedOfTheOther() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));
    first.failNext(Ckr.DEVICE_ERROR);
    second.failNext(Ckr.DEVICE_ERROR);

    // Whichever is asked first fails, and so does the other: then nobody is left to ask.
    TokenResult<TokenSignature> both = signed(pool, Instant.MAX);
    assertThat(both).isInstanceOf(TokenResult.Unavailable.class);
    first.failNext(Ckr.DEVICE_ERROR);
    assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Done.class);
    assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Done.class);
    assertThat(wentRound("first") + wentRound("second")).isEqualTo(2);
  }

  @Test
  void sign_callersFault_isNotAskedOfTheOther() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));
    first.failNext(Ckr.MECHANISM_INVALID);
    second.failNext(Ckr.MECHANISM_INVALID);

    assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Refused.class);
    assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Refused.class);
    assertThat(wentRound("first") + wentRound("second")).isZero();
  }

  @Test
  void sign_pinRefused_costsTheOtherTokenNoTry() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));
    first.failNext(Ckr.PIN_INCORRECT);
    second.failNext(Ckr.PIN_INCORRECT);

    assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Unavailable.class);
    assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Unavailable.class);
    assertThat(wentRound("first") + wentRound("second")).isZero();
  }

  @Test
  void sign_deadlineHasPassed_isNotAskedOfTheOther() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));

    assertThat(signed(pool, Instant.EPOCH)).isInstanceOf(TokenResult.Refused.class);
    assertThat(first.counters().expired() + second.counters().expired()).isEqualTo(1);
  }

  @Test
  void sign_oneTokenHangs_theOtherAnswersWellWithinTheDeadline() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));
    first.delay(HANG);
    int asked = 0;
    while (counted("hedges", "first") == 0) {
      assertThat(++asked).as("one of two tokens equally busy").isLessThanOrEqualTo(2);
      assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Done.class);
    }

    assertThat(second.counters().signed()).isEqualTo(asked);
    assertThat(counted("hedges", "first")).isEqualTo(1);
    assertThat(counted("hedges.won", "first")).isEqualTo(1);
    assertThat(counted("hedges", "second")).isZero();
  }

  @Test
  void sign_bothTokensHang_isAskedOfEachOnce() throws Exception {
    TokenPool pool = OpenTokens.pool(metrics, withKey(first), withKey(second));
    first.delay(Duration.ofSeconds(3));
    second.delay(Duration.ofSeconds(3));

    assertThat(signed(pool, Instant.MAX)).isInstanceOf(TokenResult.Done.class);

    assertThat(first.counters().signCalls() + second.counters().signCalls()).isLessThanOrEqualTo(2);
    assertThat(counted("hedges", "first") + counted("hedges", "second")).isEqualTo(1);
  }

  private double counted(String what, String token) {
    return metrics.get("hallmark.token." + what).tag("token", token).functionCounter().count();
  }

  private TokenResult<TokenSignature> signed(TokenPool pool, Instant deadline) throws Exception {
    return pool.sign(List.of("first", "second"), task(deadline))
        .orElseThrow()
        .get(10, TimeUnit.SECONDS);
  }

  private double wentRound(String token) {
    return metrics.get("hallmark.token.went.round").tag("token", token).functionCounter().count();
  }

  @Test
  void states_oneTokenDown_namesBothThoughNothingIsWaitedFor() {
    TokenPool pool = OpenTokens.pool(metrics, first, second);
    first.state(false, "device removed");

    assertThat(pool.waitingFor()).isEmpty();
    assertThat(pool.states())
        .containsExactly(
            entry("token first", "not usable: device removed"), entry("token second", "logged in"));
  }

  @Test
  void sign_noTokenThatHoldsTheKeyIsUsable_isEmpty() {
    TokenPool pool = OpenTokens.pool(metrics, first, second);
    first.state(false, "device removed");

    assertThat(sign(pool, "first")).isEmpty();
    assertThat(sign(pool, "third")).isEmpty();
  }

  @Test
  void waitingFor_allTokensDown_namesEachAndWhy() {
    TokenPool pool = OpenTokens.pool(metrics, first, second);
    first.state(false, "device removed");
    assertThat(pool.waitingFor()).isEmpty();

    second.state(false, "circuit open");
    assertThat(pool.waitingFor())
        .containsExactly("token first: device removed", "token second: circuit open");
    assertThat(metrics.get("hallmark.token.usable").tag("token", "first").gauge().value()).isZero();
  }

  @Test
  void open_tokenIsAway_isTriedAgainUntilItIsThere() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    TokenPool pool =
        TokenPool.open(
            Map.of(
                "first",
                () -> {
                  if (attempts.incrementAndGet() == 1) {
                    throw new TokenOpenException.TokenMissing("no token labelled \"alice\"");
                  }
                  return first;
                }),
            metrics);
    try (pool) {
      assertThat(pool.waitingFor()).containsExactly("token first: no token labelled \"alice\"");
      await().untilAsserted(() -> assertThat(pool.waitingFor()).isEmpty());
    }
  }

  @Test
  void open_oneTokenHangs_theOtherIsUsedMeanwhile() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    Map<String, TokenOpener> openers = new LinkedHashMap<>();
    openers.put("first", () -> whenItAnswers(answers));
    openers.put("second", () -> withKeyAtOnce(second));
    try (TokenPool pool = TokenPool.open(openers, metrics, Duration.ofMillis(300))) {
      assertThat(sign(pool, "first", "second").orElseThrow().get(10, TimeUnit.SECONDS))
          .isInstanceOf(TokenResult.Done.class);
      assertThat(pool.states().get("token first")).contains("opening it has not come back yet");

      answers.countDown();
      await().untilAsserted(() -> assertThat(pool.usable()).contains(first, second));
    }
  }

  private Token whenItAnswers(CountDownLatch answers) {
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return first;
  }

  private static Token withKeyAtOnce(FakeToken token) {
    try {
      return withKey(token);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void open_wrongPin_throwsAfterOneAttemptAndClosesTheOthers() {
    AtomicInteger attempts = new AtomicInteger();
    Map<String, TokenOpener> openers = new LinkedHashMap<>();
    openers.put("first", () -> first);
    openers.put("second", () -> refusePin(attempts));

    assertThatThrownBy(() -> TokenPool.open(openers, metrics))
        .isInstanceOf(TokenOpenException.PinRefused.class);

    assertThat(attempts).hasValue(1);
    assertThat(first.state().reason()).isEqualTo("closed");
  }

  private static Token refusePin(AtomicInteger attempts) throws TokenOpenException {
    attempts.incrementAndGet();
    throw new TokenOpenException.PinRefused(
        TokenOpenException.PinRefused.Reason.INCORRECT, "token second: PIN incorrect", 0xA0);
  }

  private static FakeToken withKey(FakeToken token) throws Exception {
    token
        .generate(new GenerateTask(KEY, "key", KeySpec.ED25519, Instant.MAX))
        .get(10, TimeUnit.SECONDS);
    return token;
  }

  private static Optional<CompletableFuture<TokenResult<TokenSignature>>> sign(
      TokenPool pool, String... names) {
    return pool.sign(List.of(names), task(Instant.MAX));
  }

  private static SignTask task(Instant deadline) {
    return new SignTask(
        "alice",
        Priority.APPLICATION,
        KEY,
        SignatureScheme.ED25519,
        ByteBuffer.wrap(new byte[] {1}),
        deadline);
  }
}
