package io.hallmark.hsm.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.scheme.JcaSignatures;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests at a steady rate, whatever becomes of them, each with a content and a deadline of its
 * own; every signature is verified.
 */
final class SigningLoad implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final long EVERY_MILLIS = 10;

  private final Token token;
  private final TokenKey key;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong signed = new AtomicLong();
  private final AtomicLong unavailable = new AtomicLong();
  private final AtomicLong expired = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong worstNanos = new AtomicLong();

  private SigningLoad(Token token, TokenKey key) {
    this.token = token;
    this.key = key;
  }

  static SigningLoad start(Token token, TokenKey key) {
    SigningLoad load = new SigningLoad(token, key);
    var unused = load.clock.scheduleAtFixedRate(load::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return load;
  }

  private void ask() {
    byte[] content = Long.toString(asked.incrementAndGet()).getBytes(UTF_8);
    long begun = System.nanoTime();
    SignTask task =
        new SignTask(
            "tenant",
            Priority.TLS,
            key.id(),
            SignatureScheme.ECDSA_SHA256,
            ByteBuffer.wrap(content),
            Instant.now().plus(DEADLINE));
    var unused =
        token
            .sign(task)
            .whenComplete(
                (result, bug) -> {
                  count(content, result);
                  worstNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
                  answered.incrementAndGet();
                });
  }

  private void count(byte[] content, TokenResult<TokenSignature> result) {
    if (result instanceof TokenResult.Done<TokenSignature> done) {
      (verifies(content, done.value()) ? signed : wrong).incrementAndGet();
    } else if (isExpired(result)) {
      expired.incrementAndGet(); // A busy machine is enough for that.
    } else if (result instanceof TokenResult.Unavailable<TokenSignature>) {
      unavailable.incrementAndGet();
    } else {
      wrong.incrementAndGet(); // A refusal, or a bug of ours: the key is as good as ever.
    }
  }

  private static boolean isExpired(TokenResult<TokenSignature> result) {
    TokenFault fault = null;
    if (result instanceof TokenResult.Refused<TokenSignature> refused) {
      fault = refused.fault();
    } else if (result instanceof TokenResult.Unavailable<TokenSignature> away) {
      fault = away.fault();
    }
    return fault != null && fault.errorClass() == ErrorClass.EXPIRED;
  }

  private boolean verifies(byte[] content, TokenSignature made) {
    try {
      Signature verifier = JcaSignatures.of(SignatureScheme.ECDSA_SHA256);
      verifier.initVerify(key.publicKey());
      verifier.update(content);
      return verifier.verify(made.toByteArray());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  void awaitSigned() {
    awaitMore(signed, 1);
  }

  void awaitUnavailable() {
    awaitMore(unavailable, 1);
  }

  /** Waits until so many more were answered with: not now. */
  void awaitUnavailable(int times) {
    awaitMore(unavailable, times);
  }

  private static void awaitMore(AtomicLong count, int times) {
    long enough = count.get() + times;
    await().atMost(PATIENCE).pollInterval(LOOK).until(() -> count.get() >= enough);
  }

  void assertSignsWithin(Duration time) {
    long begun = System.nanoTime();
    // Not just a call of before that comes back late: the token is taken for well again.
    await().atMost(PATIENCE).pollInterval(LOOK).until(() -> token.state().usable());
    awaitSigned();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(took).isLessThan(time);
  }

  /** Asks no more and waits for every answer. */
  void finish() throws InterruptedException {
    clock.shutdown();
    assertThat(clock.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    await().atMost(PATIENCE).until(() -> answered.get() == asked.get());
    assertThat(signed.get() + unavailable.get() + expired.get() + wrong.get())
        .isEqualTo(asked.get());
  }

  /** Answered with: not now, for another reason than the deadline. */
  long unavailable() {
    return unavailable.get();
  }

  long wrong() {
    return wrong.get();
  }

  Duration worstBeyondDeadline() {
    return Duration.ofNanos(worstNanos.get()).minus(DEADLINE);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
