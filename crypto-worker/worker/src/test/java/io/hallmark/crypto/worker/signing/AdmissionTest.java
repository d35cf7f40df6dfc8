package io.hallmark.crypto.worker.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.KeyCategory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long FAR = Duration.ofMinutes(1).toNanos();
  private static final Duration ANSWER = Duration.ofMillis(10);

  /** Four lanes, and so five places. */
  private static final int PLACES = 5;

  private long now;
  private final Admission admission =
      new Admission(() -> 4, Duration.ofMillis(25), () -> now, new SimpleMeterRegistry());
  private final ArrayDeque<CompletableFuture<Boolean>> running = new ArrayDeque<>();
  private final List<String> begun = new ArrayList<>();

  @Test
  void offer_whileThereArePlaces_beginsAtOnce() {
    for (int i = 0; i < PLACES; i++) {
      assertThat(offer(KeyCategory.TLS, "a")).isEmpty();
    }
    assertThat(begun).hasSize(PLACES);
    assertThat(offer(KeyCategory.TLS, "a")).isEmpty();
    assertThat(begun).hasSize(PLACES);
  }

  @Test
  void offer_beyondTheWait_isTurnedAwayWithOneAndWhatIsTakenIsDone() {
    measureAnswers();
    int taken = fill("a");

    Duration retryAfter = offer(KeyCategory.APPLICATION, "a").orElseThrow();

    // A wait of 25 ms is twelve answers of 10 ms at five places.
    assertThat(taken).isBetween(PLACES + 10, PLACES + 13);
    assertThat(retryAfter).isBetween(Duration.ofMillis(5), Duration.ofMillis(30));
    while (!running.isEmpty()) {
      answerOne();
    }
    assertThat(begun).hasSize(taken);
    assertThat(admission.waiting()).isZero();
  }

  @Test
  void offer_ofManyInOneRequest_isNotTurnedAwayForTheOthersOfIt() {
    measureAnswers();

    for (int companions = 0; companions < 200; companions++) {
      assertThat(admission.offer(KeyCategory.APPLICATION, "a", FAR, companions, this::begun))
          .as("%d came before it", companions)
          .isEmpty();
    }

    assertThat(offer(KeyCategory.APPLICATION, "a")).isPresent();
    long left = 10 * ANSWER.toNanos();
    assertThat(admission.offer(KeyCategory.APPLICATION, "a", left, 200, this::never)).isPresent();
  }

  @Test
  void offer_ofAnotherTenant_isTakenAndGoesNext() {
    measureAnswers();
    fill("loud");

    assertThat(offer(KeyCategory.APPLICATION, "quiet")).isEmpty();
    answerOne();
    answerOne();

    assertThat(begun).contains("APPLICATION quiet");
  }

  @Test
  void offer_ofAnEarlierCategory_goesFirst() {
    measureAnswers();
    fill("a");

    assertThat(offer(KeyCategory.TLS, "a")).isEmpty();
    answerOne();

    assertThat(begun).endsWith("TLS a");
  }

  @Test
  void offer_thatCannotBeDoneByItsDeadline_isTurnedAway() {
    measureAnswers();
    for (int i = 0; i < PLACES; i++) {
      offer(KeyCategory.TLS, "a");
    }

    assertThat(admission.offer(KeyCategory.TLS, "a", ANSWER.toNanos(), this::never)).isPresent();
  }

  @Test
  void work_thatFailsOrIsAnsweredAtOnce_givesItsPlaceBack() {
    for (int i = 0; i < 10_000; i++) {
      admission.offer(
          KeyCategory.TLS,
          "a",
          FAR,
          () -> {
            throw new IllegalStateException("told to");
          });
    }
    assertThat(offer(KeyCategory.TLS, "a")).isEmpty();
    assertThat(begun).hasSize(1);
  }

  private int fill(String tenant) {
    int taken = 0;
    while (offer(KeyCategory.APPLICATION, tenant).isEmpty()) {
      taken++;
    }
    return taken;
  }

  private void measureAnswers() {
    offer(KeyCategory.TLS, "first");
    answerOne();
    begun.clear();
  }

  private Optional<Duration> offer(KeyCategory category, String tenant) {
    return admission.offer(
        category,
        tenant,
        FAR,
        () -> {
          begun.add(category + " " + tenant);
          CompletableFuture<Boolean> answer = new CompletableFuture<>();
          running.add(answer);
          return answer;
        });
  }

  private void answerOne() {
    now += ANSWER.toNanos();
    running.remove().complete(true);
  }

  private CompletableFuture<?> begun() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    running.add(answer);
    return answer;
  }

  private CompletableFuture<?> never() {
    throw new AssertionError("it must not begin");
  }
}
