package io.hallmark.messaging.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.TestBus;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.OtherVersion;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs of different versions ask each other, over a real broker. */
class RpcVersionsTest {
  private static final Topic REQUESTS = TopicCatalogue.CRYPTO_SIGN_APPLICATION;
  private static final Topic REPLIES = TopicCatalogue.cryptoReplies(Role.APPLICATION);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Codec<SignRequest> SIGN_REQUESTS = Codec.of(SignRequest.class);
  private static final Codec<SignReply> SIGN_REPLIES = Codec.of(SignReply.class);
  private static final MeterRegistry METRICS = new SimpleMeterRegistry();

  private static RpcServer server;
  private static RpcClient client;

  /** How the server writes what it answers. */
  private static volatile Function<SignReply, byte[]> replyWriter = SIGN_REPLIES::encode;

  @BeforeAll
  static void start() {
    server =
        RpcServer.start(
            TestBus.bus(),
            RpcServerSettings.of("rpc-versions-test", "server-1", List.of(REQUESTS))
                .withBodies(List.of(SignRequest.class)),
            RpcVersionsTest::serve,
            METRICS);
    client =
        RpcClient.start(
            TestBus.bus(),
            RpcClientSettings.of(REQUESTS, REPLIES, "versions-1")
                .withoutHedge()
                .withBodies(List.of(SignReply.class)),
            METRICS);
    await().atMost(PATIENCE).until(() -> server.readiness().isReady() && client.isReady());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  /** Answers with the alias, so that a test sees what was understood. */
  private static void serve(RpcRequest request, Responder responder) {
    SignRequest asked = SIGN_REQUESTS.decode(request.body().toByteArray());
    ByteBuffer alias = ByteBuffer.wrap(asked.getAlias().getBytes(UTF_8));
    responder.respond(
        new RpcOutcome.Done(Body.wrap(replyWriter.apply(new SignReply(alias, List.of())))));
  }

  @Test
  void call_newerCaller_isUnderstoodByTheOlderServer() {
    OtherVersion newer = OtherVersion.newer(SignRequest.getClassSchema(), "noveltyOfCaller");
    newer.publish(TestBus.bus());
    assertThat(understood(newer.encode(request("from-newer")))).isEqualTo("from-newer");
  }

  @Test
  void call_olderCaller_isUnderstoodByTheNewerServer() {
    OtherVersion older = OtherVersion.withoutLastField(SignRequest.getClassSchema(), "digest");
    older.publish(TestBus.bus());
    assertThat(understood(older.encode(request("from-older")))).isEqualTo("from-older");
  }

  @Test
  void answer_ofANewerServer_isUnderstoodByTheOlderCaller() {
    OtherVersion newer = OtherVersion.newer(SignReply.getClassSchema(), "noveltyOfServer");
    newer.publish(TestBus.bus());
    assertThat(understoodOfServer(newer, "to-older")).isEqualTo("to-older");
  }

  @Test
  void answer_ofAnOlderServer_isUnderstoodByTheNewerCaller() {
    OtherVersion older = OtherVersion.withoutLastField(SignReply.getClassSchema(), "batch");
    older.publish(TestBus.bus());
    assertThat(understoodOfServer(older, "to-newer")).isEqualTo("to-newer");
  }

  @Test
  void call_schemaComesAfterTheRequest_isAnswered() {
    OtherVersion late = OtherVersion.newer(SignRequest.getClassSchema(), "noveltyThatIsLate");
    try (Publication publication = Publication.open(TestBus.bus(), "late-version")) {
      CompletableFuture<RpcOutcome> call = call(late.encode(request("patient")));
      late.publish(publication);
      assertThat(signature(call)).isEqualTo("patient");
    }
  }

  @Test
  void call_unknownFingerprint_isUnavailableAndHoldsUpNobody() {
    double before = unknown("server", "group", "rpc-versions-test");
    CompletableFuture<RpcOutcome> hostile = call(OtherVersion.header(0x666));
    assertThat(understood(SIGN_REQUESTS.encode(request("served")))).isEqualTo("served");
    assertThat(codeOf(hostile)).isEqualTo(RpcCodes.SCHEMA_UNKNOWN);
    assertThat(unknown("server", "group", "rpc-versions-test") - before).isEqualTo(1);
  }

  @Test
  void call_manyUnknownFingerprints_areAllAnsweredAndTheServerServes() {
    List<CompletableFuture<RpcOutcome>> hostile =
        IntStream.range(0, AwaitedSchemas.WAITING_MAX + 100)
            .mapToObj(i -> call(OtherVersion.header(0x1000 + i)))
            .toList();
    assertThat(understood(SIGN_REQUESTS.encode(request("still served")))).isEqualTo("still served");
    assertThat(hostile).allSatisfy(c -> assertThat(codeOf(c)).isEqualTo(RpcCodes.SCHEMA_UNKNOWN));
  }

  @Test
  void answer_unknownFingerprint_isUnavailableBeforeTheDeadline() {
    double before = unknown("client", "topic", REQUESTS.name());
    replyWriter = reply -> OtherVersion.header(0x777);
    try {
      assertThat(codeOf(call(SIGN_REQUESTS.encode(request("x")))))
          .isEqualTo(RpcCodes.SCHEMA_UNKNOWN);
    } finally {
      replyWriter = SIGN_REPLIES::encode;
    }
    assertThat(unknown("client", "topic", REQUESTS.name()) - before).isEqualTo(1);
  }

  private static String understoodOfServer(OtherVersion version, String alias) {
    replyWriter = version::encode;
    try {
      return understood(SIGN_REQUESTS.encode(request(alias)));
    } finally {
      replyWriter = SIGN_REPLIES::encode;
    }
  }

  private static String understood(byte[] body) {
    return signature(call(body));
  }

  private static CompletableFuture<RpcOutcome> call(byte[] body) {
    return client.call(Body.wrap(body), Instant.now().plus(PATIENCE));
  }

  private static String signature(CompletableFuture<RpcOutcome> call) {
    RpcOutcome outcome = call.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(outcome).isInstanceOf(RpcOutcome.Done.class);
    byte[] body = ((RpcOutcome.Done) outcome).reply().toByteArray();
    return UTF_8.decode(SIGN_REPLIES.decode(body).getSignature()).toString();
  }

  private static int codeOf(CompletableFuture<RpcOutcome> call) {
    RpcOutcome outcome = call.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(outcome).isInstanceOf(RpcOutcome.Unavailable.class);
    return ((RpcOutcome.Unavailable) outcome).code();
  }

  private static double unknown(String side, String tag, String value) {
    return METRICS.counter("hallmark.rpc.%s.schema.unknown".formatted(side), tag, value).count();
  }

  private static SignRequest request(String alias) {
    return new SignRequest(
        "alice",
        alias,
        WireSignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        List.of(),
        false);
  }
}
