package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the patient client makes of batches of which a part is turned away. */
class PatientBatchTest {
  private static final KeyName KEY = new KeyName("bank", "key");
  private static final CryptoResult<Signature> LATER =
      new CryptoResult.Unavailable<>(Duration.ZERO);
  private static final CryptoResult<Signature> NO =
      new CryptoResult.Refused<>(new Refusal(Refusal.Reason.USES_EXHAUSTED, "used up"));

  @Test
  void signBatch_someContentsTurnedAway_onlyTheyAreAskedForAgain() throws Exception {
    Script script =
        new Script(
            each(signed("a"), LATER, NO, LATER), each(LATER, signed("d")), each(signed("b")));

    CryptoResult<List<CryptoResult<Signature>>> answer =
        ask(script, Duration.ofMinutes(2), "a", "b", "c", "d");

    assertThat(done(answer)).containsExactly(signed("a"), signed("b"), NO, signed("d"));
    assertThat(script.asked)
        .containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"), List.of("b"));
  }

  @Test
  void signBatch_turnedAwayAsAWholeInBetween_keepsWhatWasSigned() throws Exception {
    Script script =
        new Script(
            new CryptoResult.Unavailable<>(Duration.ZERO),
            each(LATER, signed("b")),
            new CryptoResult.Unavailable<>(Duration.ZERO),
            each(signed("a")));

    CryptoResult<List<CryptoResult<Signature>>> answer =
        ask(script, Duration.ofMinutes(2), "a", "b");

    assertThat(done(answer)).containsExactly(signed("a"), signed("b"));
    assertThat(script.asked)
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a"), List.of("a"));
  }

  @Test
  void signBatch_someTurnedAwayForGood_areTheOnesToAskForLater() throws Exception {
    Script script = new Script(each(signed("a"), LATER), each(LATER));
    script.repeatLast = true;

    Instant begun = Instant.now();
    CryptoResult<List<CryptoResult<Signature>>> answer =
        ask(script, Duration.ofMillis(400), "a", "b");

    assertThat(Instant.now()).isBefore(begun.plusMillis(400));
    assertThat(done(answer).get(0)).isEqualTo(signed("a"));
    assertThat(done(answer).get(1)).isInstanceOf(CryptoResult.Unavailable.class);
    // 5 ms at least, then half as long again each time: 400 ms are used up by the tenth.
    assertThat(script.asked).hasSizeBetween(2, 10);
  }

  @Test
  void signBatch_theRestRefusedAsAWhole_isTheirOutcomeAlone() throws Exception {
    Refusal expired = new Refusal(Refusal.Reason.EXPIRED, "too late");
    Script script = new Script(each(signed("a"), LATER), new CryptoResult.Refused<>(expired));

    CryptoResult<List<CryptoResult<Signature>>> answer =
        ask(script, Duration.ofMinutes(2), "a", "b");

    assertThat(done(answer)).containsExactly(signed("a"), new CryptoResult.Refused<>(expired));
  }

  @Test
  void signBatch_refusedAsAWhole_isRefused() throws Exception {
    Refusal malformed = new Refusal(Refusal.Reason.MALFORMED, "no contents");
    Script script = new Script(new CryptoResult.Refused<>(malformed));

    assertThat(ask(script, Duration.ofMinutes(2))).isEqualTo(new CryptoResult.Refused<>(malformed));
  }

  @Test
  void signBatch_cancelled_cancelsTheTryUnderWay() {
    Script script = new Script();
    try (SigningClient patient = new PatientSigningClient(script, Clock.systemUTC())) {
      patient.signBatch(KEY, SignatureScheme.ECDSA_SHA256, List.of(), Instant.MAX).cancel(false);
    }

    assertThat(script.open).isCancelled();
  }

  private static CryptoResult<List<CryptoResult<Signature>>> ask(
      Script script, Duration within, String... contents) throws Exception {
    try (SigningClient patient = new PatientSigningClient(script, Clock.systemUTC())) {
      return patient
          .signBatch(
              KEY,
              SignatureScheme.ECDSA_SHA256,
              Stream.of(contents).map(content -> content.getBytes(StandardCharsets.UTF_8)).toList(),
              Instant.now().plus(within))
          .get(1, TimeUnit.MINUTES);
    }
  }

  @SafeVarargs
  private static CryptoResult<List<CryptoResult<Signature>>> each(
      CryptoResult<Signature>... outcomes) {
    List<CryptoResult<Signature>> all = new ArrayList<>();
    for (CryptoResult<Signature> outcome : outcomes) {
      all.add(outcome);
    }
    return new CryptoResult.Done<>(all);
  }

  private static CryptoResult<Signature> signed(String content) {
    return new CryptoResult.Done<>(Signature.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<CryptoResult<Signature>> done(
      CryptoResult<List<CryptoResult<Signature>>> answer) {
    assertThat(answer).isInstanceOf(CryptoResult.Done.class);
    return ((CryptoResult.Done<List<CryptoResult<Signature>>>) answer).value();
  }

  /** Answers batch after batch as it was told to; where it was told nothing, never. */
  private static final class Script implements SigningClient {
    private final Deque<CryptoResult<List<CryptoResult<Signature>>>> answers = new ArrayDeque<>();
    private final List<List<String>> asked = new ArrayList<>();
    private final CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> open =
        new CompletableFuture<>();
    private boolean repeatLast;

    @SafeVarargs
    private Script(CryptoResult<List<CryptoResult<Signature>>>... answers) {
      for (CryptoResult<List<CryptoResult<Signature>>> answer : answers) {
        this.answers.add(answer);
      }
    }

    @Override
    public CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
        KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline) {
      asked.add(
          contents.stream().map(content -> new String(content, StandardCharsets.UTF_8)).toList());
      if (answers.isEmpty()) {
        return open;
      }
      return CompletableFuture.completedFuture(
          repeatLast && answers.size() == 1 ? answers.peek() : answers.remove());
    }

    @Override
    public CompletableFuture<CryptoResult<Signature>> sign(
        KeyName key, SignatureScheme scheme, byte[] content, Instant deadline) {
      throw new UnsupportedOperationException("batches only");
    }

    @Override
    public CompletableFuture<CryptoResult<Signature>> signDigest(
        KeyName key, SignatureScheme scheme, byte[] digest, Instant deadline) {
      throw new UnsupportedOperationException("batches only");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void close() {}
  }
}
