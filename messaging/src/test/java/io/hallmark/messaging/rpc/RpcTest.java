package io.hallmark.messaging.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.TestBus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RpcTest {
  private static final Topic REQUESTS = TopicCatalogue.CRYPTO_SIGN_TLS;
  private static final Topic REPLIES = TopicCatalogue.cryptoReplies(Role.GATEWAY);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final String groupId = "rpc-test-" + COUNTER.incrementAndGet();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Queue<Responder> unanswered = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() throws Exception {
    // A server that is closed waits for those it has not answered.
    unanswered.forEach(responder -> responder.respond(new RpcOutcome.Refused(1, "test is over")));
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void call_serverAnswers_isDoneWithItsReply() {
    serve((request, responder) -> responder.respond(echo(request)));
    RpcClient client = client("caller-1");
    assertThat(reply(call(client, "hello"))).isEqualTo("hello/caller-1/1");
  }

  @Test
  void call_serverRefuses_isRefusedWithCodeAndDetail() {
    serve((request, responder) -> responder.respond(new RpcOutcome.Refused(7, "not today")));
    assertThat(call(client("caller-2"), "x").join())
        .isEqualTo(new RpcOutcome.Refused(7, "not today"));
  }

  @Test
  void call_serverIsBusy_isUnavailableWithItsWait() {
    RpcOutcome busy = new RpcOutcome.Unavailable(12, Duration.ofMillis(345));
    serve((request, responder) -> responder.respond(busy));
    assertThat(call(client("caller-3"), "x").join()).isEqualTo(busy);
  }

  @Test
  void call_handlerThrows_isRefusedAndTheNextIsServed() {
    serve(
        (request, responder) -> {
          if (text(request.body()).equals("bad")) {
            throw new IllegalStateException("a fault for this test");
          }
          responder.respond(echo(request));
        });
    RpcClient client = client("caller-4");
    assertThat(call(client, "bad").join())
        .isEqualTo(new RpcOutcome.Refused(RpcCodes.SERVER_FAULT, "fault of the server"));
    assertThat(reply(call(client, "good"))).startsWith("good/");
  }

  @Test
  void call_nobodyAnswers_isUnavailableAtTheDeadline() {
    serve((request, responder) -> {});
    RpcClient client = client("caller-5");
    // The wire's deadline has whole milliseconds, rounded down: by a finer one the client is early.
    Instant deadline = Instant.now().plusMillis(700).truncatedTo(ChronoUnit.MILLIS);
    RpcOutcome outcome = client.call(body("x"), deadline).join();
    assertThat(outcome).isInstanceOf(RpcOutcome.Unavailable.class);
    assertThat(Instant.now()).isBetween(deadline, deadline.plusMillis(500));
  }

  @Test
  void call_deadlineIsPast_isUnavailableAtOnce() {
    serve((request, responder) -> responder.respond(echo(request)));
    RpcClient client = client("caller-6");
    assertThat(client.call(body("x"), Instant.now().minusMillis(1)))
        .isCompletedWithValueMatching(RpcOutcome.Unavailable.class::isInstance);
  }

  @Test
  void call_beyondTheBound_isUnavailableAtOnceUntilOneIsCancelled() {
    List<Responder> held = new CopyOnWriteArrayList<>();
    serve((request, responder) -> hold(held, "caller-7", request, responder));
    RpcClient client =
        ready(
            RpcClient.start(
                TestBus.bus(),
                RpcClientSettings.of(REQUESTS, REPLIES, "caller-7")
                    .withInFlightMax(2)
                    .withoutHedge(),
                metrics));
    CompletableFuture<RpcOutcome> first = call(client, "1");
    CompletableFuture<RpcOutcome> second = call(client, "2");
    assertThat(codeOf(call(client, "3").join())).isEqualTo(RpcCodes.CLIENT_FULL);
    assertThat(first.cancel(true)).isTrue();
    CompletableFuture<RpcOutcome> fourth = call(client, "4");
    await().atMost(PATIENCE).until(() -> held.size() == 3);
    held.forEach(responder -> responder.respond(new RpcOutcome.Done(body("late"))));
    assertThat(reply(second)).isEqualTo("late");
    assertThat(reply(fourth)).isEqualTo("late");
  }

  @Test
  void call_serverBeyondItsBound_isUnavailable() {
    List<Responder> held = new CopyOnWriteArrayList<>();
    RpcServerSettings settings =
        new RpcServerSettings(groupId, "server-1", List.of(TopicCatalogue.CRYPTO_SIGN_SESSION), 1);
    ready(RpcServer.start(TestBus.bus(), settings, (r, responder) -> held.add(responder), metrics));
    RpcClient client =
        ready(
            RpcClient.start(
                TestBus.bus(),
                RpcClientSettings.of(
                        TopicCatalogue.CRYPTO_SIGN_SESSION,
                        TopicCatalogue.cryptoReplies(Role.LINK_MANAGER),
                        "caller-8")
                    .withoutHedge(),
                metrics));
    CompletableFuture<RpcOutcome> first = call(client, "1");
    await().atMost(PATIENCE).until(() -> held.size() == 1);
    assertThat(codeOf(call(client, "2").join())).isEqualTo(RpcCodes.SERVER_FULL);
    held.get(0).respond(new RpcOutcome.Done(body("done")));
    assertThat(reply(first)).isEqualTo("done");
  }

  @Test
  void call_oneOfTwoServersIsDeaf_isAnsweredByTheOther() {
    AtomicInteger deaf = new AtomicInteger();
    serve("server-deaf", (request, responder) -> deaf.incrementAndGet());
    serve("server-good", (request, responder) -> responder.respond(echo(request)));
    RpcClient client = client("caller-9");
    awaitBothServe(client, deaf);
    for (int i = 0; i < 200; i++) {
      assertThat(reply(call(client, "m" + i))).startsWith("m" + i + "/");
    }
    int heardBefore = deaf.get();
    for (int i = 0; i < 200; i++) {
      assertThat(reply(call(client, "n" + i))).startsWith("n" + i + "/");
    }
    // Its partitions have stopped being chosen, but for a try now and then.
    assertThat(deaf.get() - heardBefore).isLessThan(50);
    assertThat(metrics.counter("hallmark.rpc.client.repeated", "topic", REQUESTS.name()).count())
        .isPositive();
  }

  @Test
  void callKeyed_sameKey_staysOnOneServer() {
    serve("server-a", (request, responder) -> responder.respond(new RpcOutcome.Done(body("a"))));
    serve("server-b", (request, responder) -> responder.respond(new RpcOutcome.Done(body("b"))));
    RpcClient client = client("caller-10");
    // While the group spreads its partitions a key may change its server once.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(repliesToOneKey(client)).hasSize(1));
  }

  private static Set<String> repliesToOneKey(RpcClient client) {
    return IntStream.range(0, 20)
        .mapToObj(i -> reply(client.callKeyed("alice/tls", body("x"), soon())))
        .collect(Collectors.toSet());
  }

  @Test
  void replies_toOthersAndToEarlierStarts_areSkipped() {
    List<Responder> held = new CopyOnWriteArrayList<>();
    serve((request, responder) -> hold(held, "caller-11", request, responder));
    RpcClient client = client("caller-11", false);
    CompletableFuture<RpcOutcome> call = call(client, "x");
    await().atMost(PATIENCE).until(() -> held.size() == 1);
    int partition = ReplyAddress.of(REPLIES.name(), "caller-11", REPLIES.partitions()).partition();
    try (Producer<byte[], byte[]> producer = BusClients.producer(TestBus.bus(), "forger")) {
      forge(producer, partition, "someone-else", new Correlation(1, 1));
      forge(producer, partition, "caller-11", new Correlation(1, 1));
      producer.flush();
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                metrics.counter("hallmark.rpc.client.foreign", "topic", REQUESTS.name()).count()
                    >= 2);
    assertThat(call).isNotDone();
    held.get(0).respond(new RpcOutcome.Done(body("real")));
    assertThat(reply(call)).isEqualTo("real");
  }

  @Test
  void requests_thatAskForAForeignReplyTopicOrAreMalformed_areDropped() {
    serve((request, responder) -> responder.respond(echo(request)));
    try (Producer<byte[], byte[]> producer = BusClients.producer(TestBus.bus(), "forger")) {
      ask(producer, TopicCatalogue.CRYPTO_KEYS.name(), 0);
      ask(producer, REPLIES.name(), 1000);
      ask(producer, TopicCatalogue.cryptoReplies(Role.OPERATOR).name(), 0);
      send(producer, new ProducerRecord<>(REQUESTS.name(), new byte[0]));
      producer.flush();
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> metrics.counter("hallmark.rpc.server.malformed", "group", groupId).count() >= 4);
    assertThat(reply(call(client("caller-12"), "still served"))).startsWith("still served/");
  }

  @Test
  void close_ofTheClient_completesWhatWaits() {
    serve((request, responder) -> {});
    RpcClient client = client("caller-13");
    CompletableFuture<RpcOutcome> call = call(client, "x");
    client.close();
    assertThat(codeOf(call.join())).isEqualTo(RpcCodes.CLIENT_CLOSED);
    assertThat(codeOf(call(client, "y").join())).isEqualTo(RpcCodes.CLIENT_CLOSED);
  }

  private static void forge(
      Producer<byte[], byte[]> producer, int partition, String caller, Correlation correlation) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            REPLIES.name(), partition, caller.getBytes(UTF_8), "x".getBytes(UTF_8));
    byte[] body =
        ReplyEnvelope.write(correlation, 1, new RpcOutcome.Done(body("forged")), record.headers());
    assertThat(body).isNotNull();
    send(producer, record);
  }

  private static void ask(Producer<byte[], byte[]> producer, String replyTopic, int partition) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(REQUESTS.name(), 0, null, "x".getBytes(UTF_8));
    new RequestEnvelope(
            "forger", replyTopic, partition, new Correlation(1, 1), soon().toEpochMilli(), 1, "")
        .writeTo(record.headers());
    send(producer, record);
  }

  private static void send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    assertThat(producer.send(record)).succeedsWithin(PATIENCE);
  }

  /** Requests with keys reach every partition, so both servers once both have theirs. */
  private static void awaitBothServe(RpcClient client, AtomicInteger deaf) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              RpcOutcome outcome = client.call(body("warm"), Instant.now().plusSeconds(5)).join();
              return deaf.get() > 0 && outcome instanceof RpcOutcome.Done;
            });
  }

  /** A new group also reads what earlier tests have asked; that is not what a test waits for. */
  private static void hold(
      List<Responder> held, String caller, RpcRequest request, Responder responder) {
    if (request.caller().equals(caller)) {
      held.add(responder);
    }
  }

  private void serve(RpcHandler handler) {
    serve("server-1", handler);
  }

  private void serve(String instance, RpcHandler handler) {
    ready(
        RpcServer.start(
            TestBus.bus(),
            RpcServerSettings.of(groupId, instance, List.of(REQUESTS)),
            (request, responder) -> {
              unanswered.add(responder);
              handler.handle(request, responder);
            },
            metrics));
  }

  private void ready(RpcServer server) {
    open.add(0, server);
    await().atMost(PATIENCE).until(() -> server.readiness().isReady());
  }

  private RpcClient client(String caller) {
    return client(caller, true);
  }

  private RpcClient client(String caller, boolean hedge) {
    return ready(
        RpcClient.start(
            TestBus.bus(), new RpcClientSettings(REQUESTS, REPLIES, caller, 100, hedge), metrics));
  }

  private RpcClient ready(RpcClient client) {
    open.add(0, client);
    await().atMost(PATIENCE).until(client::isReady);
    return client;
  }

  private static CompletableFuture<RpcOutcome> call(RpcClient client, String text) {
    return client.call(body(text), soon());
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(10);
  }

  private static Body body(String text) {
    return Body.of(text.getBytes(UTF_8));
  }

  private static String text(Body body) {
    return new String(body.toByteArray(), UTF_8);
  }

  private static RpcOutcome echo(RpcRequest request) {
    return new RpcOutcome.Done(
        body(text(request.body()) + "/" + request.caller() + "/" + request.attempt()));
  }

  private static String reply(CompletableFuture<RpcOutcome> call) {
    RpcOutcome outcome = call.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(outcome).isInstanceOf(RpcOutcome.Done.class);
    return text(((RpcOutcome.Done) outcome).reply());
  }

  private static int codeOf(RpcOutcome outcome) {
    assertThat(outcome).isInstanceOf(RpcOutcome.Unavailable.class);
    return ((RpcOutcome.Unavailable) outcome).code();
  }
}
