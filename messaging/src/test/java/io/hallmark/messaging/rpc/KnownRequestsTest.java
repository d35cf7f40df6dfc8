package io.hallmark.messaging.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.TestBus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class KnownRequestsTest {
  private static final Topic REQUESTS = TopicCatalogue.CRYPTO_SIGN_APPLICATION;
  private static final Topic REPLIES = TopicCatalogue.cryptoReplies(Role.APPLICATION);
  private static final String GROUP = "known-requests-test";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] BODY = "body".getBytes(UTF_8);

  private final KnownRequests known = new KnownRequests();

  @Test
  void answers_nextAttemptAtACallInHandOrAnswered_isTrueUntilItsAnswerIsLost() {
    PendingRequest first = begun(1);
    assertThat(known.inHand()).isOne();
    assertThat(known.answers(envelope("caller", 7, 2), BODY)).isTrue();
    known.answered(first);
    assertThat(known.inHand()).isZero();
    assertThat(known.answers(envelope("caller", 7, 2), BODY)).isTrue();
    known.forget(first);
    assertThat(known.answers(envelope("caller", 7, 2), BODY)).isFalse();
  }

  @Test
  void answers_theSameAttemptAgainOrAnEarlierOne_isTrue() {
    begun(2);
    assertThat(known.answers(envelope("caller", 7, 2), BODY)).isTrue();
    assertThat(known.answers(envelope("caller", 7, 1), BODY)).isTrue();
  }

  @Test
  void answers_attemptAfterTheNext_isFalseSinceTheFirstMayHang() {
    begun(1);
    assertThat(known.answers(envelope("caller", 7, 3), BODY)).isFalse();
  }

  @Test
  void answers_callOrBodyOrCallerDiffers_isFalse() {
    begun(1);
    assertThat(known.answers(envelope("caller", 8, 2), BODY)).isFalse();
    assertThat(known.answers(envelope("other", 7, 2), BODY)).isFalse();
    assertThat(known.answers(envelope("caller", 7, 2), "else".getBytes(UTF_8))).isFalse();
  }

  @Test
  void forget_ofTheFirstWhileALaterAttemptIsInHand_stillAnswersTheOneAfterThat() {
    PendingRequest first = begun(1);
    begun(3);
    known.forget(first);
    assertThat(known.answers(envelope("caller", 7, 4), BODY)).isTrue();
  }

  @Test
  void answered_asManyMoreAsAreKept_isForgotten() {
    known.answered(begun(1));
    for (int call = 1; call < KnownRequests.ANSWERED_MAX; call++) {
      known.answered(begun(envelope("caller", 1_000 + call, 1), BODY));
    }
    assertThat(known.answers(envelope("caller", 7, 2), BODY)).isTrue();
    known.answered(begun(envelope("caller", 8, 1), BODY));
    assertThat(known.answers(envelope("caller", 7, 2), BODY)).isFalse();
    assertThat(known.answers(envelope("caller", 8, 2), BODY)).isTrue();
  }

  @Test
  void answered_bodyIsLarge_isNotKept() {
    byte[] large = new byte[KnownRequests.KEPT_BYTES_MAX + 1];
    PendingRequest request = begun(envelope("caller", 7, 1), large);
    assertThat(known.answers(envelope("caller", 7, 2), large)).isTrue();
    known.answered(request);
    assertThat(known.answers(envelope("caller", 7, 2), large)).isFalse();
  }

  @Test
  void inHandOf_countsEachCallersOwn() {
    PendingRequest one = begun(envelope("one", 1, 1), BODY);
    begun(envelope("one", 2, 1), BODY);
    begun(envelope("other", 3, 1), BODY);
    assertThat(known.inHandOf("one")).isEqualTo(2);
    known.answered(one);
    assertThat(known.inHandOf("one")).isOne();
    assertThat(known.inHandOf("other")).isOne();
    assertThat(known.inHandOf("nobody")).isZero();
  }

  @Test
  void patience_isAThirdOfTheTimeInHandForACallerWithACrowdAndNoneForOthers() {
    PendingRequest quiet = begun(envelope("quiet", 1, 1), BODY);
    PendingRequest loud = begun(envelope("loud", 2, 1), BODY);
    long now = System.nanoTime() + Duration.ofMillis(300).toNanos();
    assertThat(loud.patienceNanos(now)).isZero();
    for (int call = 1; call < ReplyOutbox.CROWD; call++) {
      begun(envelope("loud", 100 + call, 1), BODY);
    }
    assertThat(loud.patienceNanos(now)).isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
    assertThat(quiet.patienceNanos(now)).isZero();
  }

  @Test
  void call_oneServerIsSlow_isWorkedOnOnceMoreOnlyByItsThirdAttempt() {
    MeterRegistry metrics = new SimpleMeterRegistry();
    List<Responder> held = new CopyOnWriteArrayList<>();
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    RpcServerSettings settings = RpcServerSettings.of(GROUP, "server-1", List.of(REQUESTS));
    RpcHandler holding =
        (request, responder) -> {
          attempts.add(request.attempt());
          held.add(responder);
        };
    try (RpcServer server = RpcServer.start(TestBus.bus(), settings, holding, metrics);
        RpcClient client =
            RpcClient.start(
                TestBus.bus(), RpcClientSettings.of(REQUESTS, REPLIES, "caller-slow"), metrics)) {
      await().atMost(PATIENCE).until(() -> server.readiness().isReady() && client.isReady());
      CompletableFuture<RpcOutcome> call =
          client.call(Body.of(BODY), Instant.now().plusSeconds(10));
      await().atMost(PATIENCE).until(() -> attempts.size() >= 2);
      held.get(0).respond(new RpcOutcome.Done(Body.of("signed".getBytes(UTF_8))));
      assertThat(call).succeedsWithin(PATIENCE).isInstanceOf(RpcOutcome.Done.class);
      held.forEach(responder -> responder.respond(new RpcOutcome.Refused(1, "test is over")));
      assertThat(attempts).startsWith(1, 3);
      assertThat(metrics.counter("hallmark.rpc.server.left.out", "group", GROUP).count())
          .isPositive();
    }
  }

  private PendingRequest begun(int attempt) {
    return begun(envelope("caller", 7, attempt), BODY);
  }

  private PendingRequest begun(RequestEnvelope envelope, byte[] body) {
    PendingRequest request = new PendingRequest(envelope, body, 100, null, known);
    known.begin(request);
    return request;
  }

  private static RequestEnvelope envelope(String caller, long call, int attempt) {
    return new RequestEnvelope(
        caller, REPLIES.name(), 0, new Correlation(1, call), Long.MAX_VALUE, attempt, "");
  }
}
