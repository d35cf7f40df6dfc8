package io.hallmark.crypto.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.InMemorySigningClient;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningLoadTest {
  private static final KeyName NAME = new KeyName("alice", "contracts");
  private static final LoadPlan PLAN =
      new LoadPlan(50, Duration.ofSeconds(1), Duration.ofMillis(700), 64);

  /** Does to the answers, or the calls, of a client that is well what a test wants. */
  private interface Meddling {
    CompletableFuture<CryptoResult<Signature>> sign(byte[] content, Instant deadline);
  }

  private record MeddledClient(Meddling meddling) implements SigningClient {
    @Override
    public CompletableFuture<CryptoResult<Signature>> sign(
        KeyName key, SignatureScheme scheme, byte[] content, Instant deadline) {
      return meddling.sign(content, deadline);
    }

    @Override
    public CompletableFuture<CryptoResult<Signature>> signDigest(
        KeyName key, SignatureScheme scheme, byte[] digest, Instant deadline) {
      throw new AssertionError("a load has no digests");
    }

    @Override
    public CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
        KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline) {
      throw new AssertionError("a load has no batches");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  private final InMemorySigningClient client = InMemorySigningClient.of(KeyCategory.APPLICATION);
  private final KeyInfo key =
      KeyInfo.resident(
          NAME,
          KeyCategory.APPLICATION,
          KeySpec.EC_P256,
          client.generate(NAME, KeySpec.EC_P256),
          List.of("main"),
          Instant.EPOCH);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void run_workerIsWell_allAreSignedInTheTimeThatTheRateTakes() throws Exception {
    LoadReport report = run(client);

    assertThat(report.counts()).isEqualTo(new LoadReport.Counts(50, 50, 0, 0, 0, 0));
    assertThat(report.isClean()).isTrue();
    assertThat(report.took()).isGreaterThan(Duration.ofMillis(970));
    assertThat(report.toMap()).containsEntry("signed", 50L).containsEntry("missing", 0L);
  }

  @Test
  void run_signatureOverOtherContent_isWrong() throws Exception {
    LoadReport report =
        run(
            new MeddledClient(
                (content, deadline) ->
                    client.sign(
                        NAME,
                        SignatureScheme.ECDSA_SHA256,
                        content[15] == 7 ? new byte[1] : content,
                        deadline)));

    assertThat(report.counts().wrong()).isEqualTo(1);
    assertThat(report.counts().signed()).isEqualTo(49);
    assertThat(report.isClean()).isFalse();
  }

  @Test
  void run_workerRefuses_countsAndKeepsTheFirst() throws Exception {
    Refusal refusal = new Refusal(Refusal.Reason.KEY_DISABLED, "off");
    client.refuse(refusal);

    LoadReport report = run(client);

    assertThat(report.counts().refused()).isEqualTo(50);
    assertThat(report.firstRefusal()).contains(refusal);
    assertThat(report.isClean()).isFalse();
  }

  @Test
  void run_noRoomNow_isUnavailableAndAfterTheDeadlineExpired() throws Exception {
    client.beUnavailable(Duration.ofMillis(1));
    assertThat(run(client).counts().unavailable()).isEqualTo(50);

    LoadReport late = run(new MeddledClient(SigningLoadTest::unavailableAtTheDeadline));

    assertThat(late.counts().expired()).isEqualTo(50);
    assertThat(late.isClean()).isFalse();
  }

  @Test
  void run_whatWasLackingIsSaid_isToldApart() throws Exception {
    LoadReport report =
        run(
            new MeddledClient(
                (content, deadline) ->
                    CompletableFuture.completedFuture(
                        new CryptoResult.Unavailable<>(
                            Duration.ZERO,
                            switch (content[15] % 3) {
                              case 0 -> Shortage.NO_ANSWER;
                              case 1 -> Shortage.SERVER_FULL;
                              default -> Shortage.CLIENT_NOT_READY;
                            }))));

    assertThat(report.counts().expired()).isEqualTo(17);
    assertThat(report.counts().unavailable()).isEqualTo(33);
    assertThat(report.shortages())
        .containsOnly(
            Map.entry(Shortage.SERVER_FULL, 17L), Map.entry(Shortage.CLIENT_NOT_READY, 16L));
    assertThat(report.toTable()).contains("  server full            17\n");
    assertThat(report.toMap()).containsEntry("unavailableFor", report.shortages());
  }

  @Test
  void run_senderIsHeldUp_latencyCountsFromWhenItWasDue() throws Exception {
    LoadReport report =
        run(
            new MeddledClient(
                (content, deadline) -> {
                  if (content[15] == 10) {
                    // As a client does whose buffers are full: the caller's thread waits.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
                  }
                  return client.sign(NAME, SignatureScheme.ECDSA_SHA256, content, deadline);
                }));

    assertThat(report.counts().signed()).isEqualTo(50);
    assertThat(report.latencyMs(100)).isGreaterThan(380);
    // Twenty fall due while it waits, and the fifth of them is still 300 ms late.
    assertThat(report.latencyMs(90)).isGreaterThan(250);
  }

  private LoadReport run(SigningClient with) throws InterruptedException {
    return new SigningLoad(PLAN, key, SignatureScheme.ECDSA_SHA256).run(with);
  }

  private static CompletableFuture<CryptoResult<Signature>> unavailableAtTheDeadline(
      byte[] content, Instant deadline) {
    Duration left = Duration.between(Instant.now(), deadline).plusMillis(5);
    CompletableFuture<CryptoResult<Signature>> answer = new CompletableFuture<>();
    return answer.completeOnTimeout(
        new CryptoResult.Unavailable<>(Duration.ZERO), left.toNanos(), TimeUnit.NANOSECONDS);
  }
}
