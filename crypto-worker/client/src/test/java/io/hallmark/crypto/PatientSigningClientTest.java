package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientSigningClientTest {
  private static final KeyName KEY = new KeyName("bank", "key");

  @Test
  void sign_turnedAwayManyTimes_isSignedWithinTheDeadline() throws Exception {
    TurnsAway once = new TurnsAway(12);
    try (SigningClient patient = new PatientSigningClient(once, Clock.systemUTC())) {
      CryptoResult<Signature> answer = ask(patient, Duration.ofMinutes(2));
      assertThat(answer).isInstanceOf(CryptoResult.Done.class);
      assertThat(once.asked).hasValue(13);
    }
  }

  @Test
  void sign_turnedAwayForGood_saysSoBeforeTheDeadlineAndAsksSeldom() throws Exception {
    TurnsAway once = new TurnsAway(Integer.MAX_VALUE);
    try (SigningClient patient = new PatientSigningClient(once, Clock.systemUTC())) {
      Instant begun = Instant.now();
      assertThat(ask(patient, Duration.ofMillis(400))).isInstanceOf(CryptoResult.Unavailable.class);
      assertThat(Instant.now()).isBefore(begun.plusMillis(400));
      // 5 ms at least, then half as long again each time: 400 ms are used up by the tenth.
      assertThat(once.asked.get()).isBetween(2, 10);
    }
  }

  private static CryptoResult<Signature> ask(SigningClient client, Duration within)
      throws Exception {
    return client
        .sign(KEY, SignatureScheme.ECDSA_SHA256, new byte[1], Instant.now().plus(within))
        .get(1, TimeUnit.MINUTES);
  }

  /** Says "later" so many times, without a time to wait. */
  private static final class TurnsAway implements SigningClient {
    private final AtomicInteger asked = new AtomicInteger();
    private final int times;

    private TurnsAway(int times) {
      this.times = times;
    }

    @Override
    public CompletableFuture<CryptoResult<Signature>> sign(
        KeyName key, SignatureScheme scheme, byte[] content, Instant deadline) {
      return CompletableFuture.completedFuture(
          asked.incrementAndGet() > times
              ? new CryptoResult.Done<>(Signature.of(new byte[] {1}))
              : new CryptoResult.Unavailable<>(Duration.ZERO));
    }

    @Override
    public CompletableFuture<CryptoResult<Signature>> signDigest(
        KeyName key, SignatureScheme scheme, byte[] digest, Instant deadline) {
      throw new UnsupportedOperationException("whole content only");
    }

    @Override
    public CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
        KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline) {
      throw new UnsupportedOperationException("one at a time");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void close() {}
  }
}
