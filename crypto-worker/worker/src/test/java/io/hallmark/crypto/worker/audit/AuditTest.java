package io.hallmark.crypto.worker.audit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.crypto.audit.AuditReport.ChainSummary;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.DeriveSecret;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.SignOutcome;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireAuditOutcome;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final RpcOutcome DONE = new RpcOutcome.Done(Body.of(new byte[64]));
  private static final byte[] CONTENT = {1, 2, 3};
  private static final AuditSettings QUICK =
      new AuditSettings(
          256, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(60));

  private final MemoryAuditTopic topic = new MemoryAuditTopic();
  private MeterRegistry metrics;
  private final KeyPair key = keyPair();
  private volatile boolean keyGone;
  private Audit audit = start(QUICK);

  @AfterEach
  void stop() {
    audit.close();
  }

  @Test
  void serve_signedAndRefused_areEntriesWithoutTheContent() throws Exception {
    serve(sign("one"), DONE);
    serve(sign("two"), new RpcOutcome.Refused(2, "no such key"));
    audit.close();

    List<AuditEntry> entries =
        topic.entries().stream().filter(e -> e.getAct().equals("SIGN")).toList();
    assertThat(entries).extracting(AuditEntry::getAlias).containsExactly("one", "two");
    assertThat(entries)
        .extracting(AuditEntry::getOutcome)
        .containsExactly(WireAuditOutcome.DONE, WireAuditOutcome.REFUSED);
    assertThat(entries.get(1).getReason()).isEqualTo("UNKNOWN_KEY");
    assertThat(entries.get(0).getContentHash())
        .isEqualTo(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
    assertThat(entries.get(0).getCaller()).isEqualTo("gateway-1");
    assertWhole(verify());
  }

  @Test
  void serve_command_isAnEntryWhateverCameOfIt() {
    byte[] body =
        Codec.of(KeyCommand.class)
            .encode(KeyCommand.newBuilder().setCommand(new GetKey("alice", "contracts")).build());
    serve(request(TopicCatalogue.CRYPTO_ADMIN.name(), body), unavailable());
    audit.close();

    AuditEntry entry =
        topic.entries().stream().filter(e -> e.getAct().equals("GetKey")).findFirst().orElseThrow();
    assertThat(entry.getAlias()).isEqualTo("contracts");
    assertThat(entry.getOutcome()).isEqualTo(WireAuditOutcome.UNAVAILABLE);
  }

  @Test
  void serve_agreement_isAUseOfTheKeyWithThePeersHash() throws Exception {
    DeriveSecret derive =
        new DeriveSecret(
            "alice", "agreeing", ByteBuffer.wrap(CONTENT), ByteBuffer.wrap(new byte[65]));
    byte[] body =
        Codec.of(KeyCommand.class).encode(KeyCommand.newBuilder().setCommand(derive).build());
    serve(request(TopicCatalogue.CRYPTO_ADMIN.name(), body), DONE);
    audit.close();

    AuditEntry entry =
        topic.entries().stream().filter(e -> e.getAct().equals("DERIVE")).findFirst().orElseThrow();
    assertThat(entry.getAlias()).isEqualTo("agreeing");
    assertThat(entry.getOutcome()).isEqualTo(WireAuditOutcome.DONE);
    assertThat(entry.getContentHash())
        .isEqualTo(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
  }

  @Test
  void serve_signatureThatWasUnavailable_isNoEntry() {
    serve(sign("one"), unavailable());
    audit.close();

    assertThat(topic.entries()).extracting(AuditEntry::getAct).doesNotContain("SIGN");
    assertThat(backlog()).isZero();
  }

  @Test
  void serve_largeOrUnreadableRequest_isAnEntryToo() {
    byte[] large = new byte[100_000];
    serve(request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), signRequest("big", large)), DONE);
    serve(request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), new byte[] {9}), refused());
    audit.close();

    assertThat(topic.entries())
        .filteredOn(e -> e.getAct().equals("SIGN"))
        .extracting(AuditEntry::getAlias)
        .containsExactly("big", "");
    assertWhole(verify());
  }

  @Test
  void serve_batch_isAnEntryForEachContentThatWasSignedOrRefused() {
    byte[] body =
        Codec.of(SignRequest.class)
            .encode(
                SignRequest.newBuilder()
                    .setTenant("alice")
                    .setAlias("batch")
                    .setScheme(WireSignatureScheme.ECDSA_SHA256)
                    .setContent(ByteBuffer.allocate(0))
                    .setBatch(
                        List.of(
                            ByteBuffer.wrap(CONTENT),
                            ByteBuffer.wrap(CONTENT),
                            ByteBuffer.wrap(CONTENT)))
                    .build());
    SignReply reply =
        new SignReply(
            ByteBuffer.allocate(0),
            List.of(
                SignOutcome.newBuilder().setSignature(ByteBuffer.wrap(CONTENT)).build(),
                SignOutcome.newBuilder().setRetryAfterMillis(100).build(),
                SignOutcome.newBuilder().setRefusalCode(4).build()));
    serve(
        request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), body),
        new RpcOutcome.Done(Body.of(Codec.of(SignReply.class).encode(reply))));
    audit.close();

    assertThat(topic.entries())
        .filteredOn(e -> e.getAct().equals("SIGN"))
        .extracting(AuditEntry::getReason)
        .containsExactly("", "WRONG_CONTENT");
  }

  @Test
  void close_chainEndsStoppedAndSigned() {
    serve(sign("one"), DONE);
    audit.close();

    ChainSummary chain = verify().chains().get(0);
    assertThat(chain.stopped()).isTrue();
    assertThat(chain.unsigned()).isZero();
  }

  @Test
  void restart_afterAKill_namesTheFormerChainsEnd() {
    serve(sign("one"), DONE);
    await().until(() -> topic.entries().size() >= 2);
    audit = start(QUICK); // The first one's process is gone; nobody closed it.
    serve(sign("two"), DONE);
    audit.close();

    AuditReport report = verify();
    assertThat(report.chains()).hasSize(2);
    assertWhole(report);
  }

  @Test
  void write_acknowledgementLost_standsThereTwiceAndBreaksNothing() {
    topic.loseAcknowledgement();
    serve(sign("one"), DONE);
    audit.close();

    AuditReport report = verify();
    assertWhole(report);
    assertThat(report.chains().get(0).replayed()).isEqualTo(1);
  }

  @Test
  void bus_away_stopsSigningWithAReasonAndResumesByItself() {
    topic.away(true);
    serve(sign("one"), DONE);
    await().until(() -> !audit.readiness().isReady());

    assertThat(served(sign("two"))).isInstanceOf(RpcOutcome.Unavailable.class);
    assertThat(audit.readiness().waitingFor())
        .singleElement()
        .asString()
        .contains("nothing is signed", "the bus is away");
    assertThat(metrics.get("hallmark.audit.stopped").gauge().value()).isEqualTo(1);

    topic.away(false);
    await().until(() -> audit.readiness().isReady());
    assertThat(served(sign("three"))).isEqualTo(DONE);
    audit.close();
    assertThat(topic.entries())
        .filteredOn(e -> e.getAct().equals("SIGN"))
        .extracting(AuditEntry::getAlias)
        .containsExactly("one", "three");
    assertWhole(verify());
  }

  @Test
  void bound_requestsInFlight_holdTheirPlaces() {
    audit.close();
    audit = start(slow(Duration.ofSeconds(60)));
    AtomicReference<Responder> first = new AtomicReference<>();
    audit.serve(sign("one"), outcome -> {}, (request, responder, room) -> first.set(responder));
    audit.serve(
        sign("two"),
        outcome -> {},
        (request, responder, room) -> assertThat(room.widen(254)).isTrue());

    assertThat(served(sign("three"))).isInstanceOf(RpcOutcome.Unavailable.class);
    first.get().respond(DONE);
    await().until(() -> served(sign("three")).equals(DONE));
  }

  @Test
  void serve_handlerThatThrows_givesItsPlaceBack() {
    AuditedHandler faulty =
        (request, responder, room) -> {
          assertThat(room.widen(9)).isTrue();
          throw new IllegalStateException("a bug");
        };
    assertThat(catchThrowable(() -> audit.serve(sign("one"), outcome -> {}, faulty)))
        .hasMessage("a bug");
    assertThat(backlog()).isZero();
  }

  @Test
  void bound_batchThatDoesNotFit_isTurnedAwayWholeAndHoldsNothing() {
    audit.close();
    audit = start(slow(Duration.ofSeconds(60)));
    List<Responder> held = new ArrayList<>();
    List<RpcOutcome> answers = new ArrayList<>();
    AuditedHandler batch =
        (request, responder, room) -> {
          if (room.widen(199)) {
            held.add(responder);
          }
        };
    audit.serve(sign("first"), answers::add, batch);
    audit.serve(sign("second"), answers::add, batch);

    assertThat(held).hasSize(1);
    assertThat(answers).singleElement().isInstanceOf(RpcOutcome.Unavailable.class);
    assertThat(backlog()).isEqualTo(200);
    held.get(0).respond(unavailable());
    assertThat(backlog()).isZero();
  }

  @Test
  void bound_manyBatches_isNeverPassed() throws Exception {
    audit.close();
    audit = start(slow(Duration.ofSeconds(60)));
    AtomicInteger taken = new AtomicInteger();
    List<Thread> callers =
        IntStream.range(0, 8)
            .mapToObj(
                n ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 200; i++) {
                            audit.serve(
                                sign("batch"),
                                answer -> {},
                                (request, responder, room) -> {
                                  if (room.widen(n)) {
                                    taken.addAndGet(1 + n);
                                  }
                                });
                          }
                        }))
            .toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(taken.get()).isEqualTo((int) backlog()).isBetween(200, 256);
  }

  @Test
  void head_tokenDoesNotSign_stopsSigningWithAReasonAndResumesByItself() {
    audit.close();
    audit = start(slow(Duration.ofMillis(300)));
    keyGone = true;
    serve(sign("one"), DONE);
    await().until(() -> !audit.readiness().isReady());

    assertThat(audit.readiness().waitingFor())
        .singleElement()
        .asString()
        .contains("no token signs the head of the chain", "nothing is signed");
    assertThat(served(sign("two"))).isEqualTo(new RpcOutcome.Unavailable(101, ofSeconds(1)));
    assertThat(metrics.get("hallmark.audit.stopped").gauge().value()).isEqualTo(1);
    assertThat(metrics.get("hallmark.audit.head.overdue").gauge().value()).isGreaterThan(0.2);
    assertThat(metrics.get("hallmark.audit.head.failures").counter().count()).isPositive();

    keyGone = false;
    await().until(() -> audit.readiness().isReady());
    assertThat(served(sign("three"))).isEqualTo(DONE);
    audit.close();
    assertWhole(verify());
  }

  @Test
  void bus_takesNoHead_stopsSigningThoughNoEntryIsUnderWay() {
    topic.takesNoHeads(true);
    serve(sign("one"), DONE);
    await().until(() -> metrics.get("hallmark.audit.write.failures").counter().count() > 0);
    serve(sign("two"), DONE);

    await().until(() -> served(sign("three")) instanceof RpcOutcome.Unavailable);
    topic.takesNoHeads(false);
    await().until(() -> served(sign("four")).equals(DONE));
  }

  @Test
  void write_manyAndLargeEntries_areRecordsThatABrokerTakes() {
    audit.close();
    audit = start(new AuditSettings(20_000, ofSeconds(60), Duration.ofMillis(100), ofSeconds(60)));
    topic.away(true);
    byte[] body = signRequest("x".repeat(4_000), CONTENT);
    for (int i = 0; i < 10_000; i++) {
      serve(request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), body), refused());
    }
    topic.away(false);
    audit.close();

    assertThat(topic.entries()).filteredOn(e -> e.getAct().equals("SIGN")).hasSize(10_000);
    assertThat(topic.entries()).allMatch(e -> e.getAlias().length() <= 64);
    assertThat(topic.largestRecordBytes()).isLessThan(1_000_000);
    assertWhole(verify());
  }

  /** Bounds of time that no test reaches, but for the head's. */
  private static AuditSettings slow(Duration unsignedFor) {
    return new AuditSettings(256, ofSeconds(60), Duration.ofMillis(100), unsignedFor);
  }

  private Audit start(AuditSettings settings) {
    metrics = new SimpleMeterRegistry(); // A registry keeps the gauges that it had first.
    WorkerEnvironment environment =
        new WorkerEnvironment(Bus.at("127.0.0.1:1"), "worker-1", metrics, Clock.systemUTC());
    Audit started = Audit.start(environment, settings, topic, signer());
    await().until(started::isOpen);
    return started;
  }

  private double backlog() {
    return metrics.get("hallmark.audit.backlog").gauge().value();
  }

  private AuditReport verify() {
    return topic.verify(name -> List.of(key.getPublic()));
  }

  private static void assertWhole(AuditReport report) {
    assertThat(report.findings()).isEmpty();
  }

  private void serve(RpcRequest request, RpcOutcome outcome) {
    audit.serve(request, ignored -> {}, (asked, responder, room) -> responder.respond(outcome));
  }

  private RpcOutcome served(RpcRequest request) {
    AtomicReference<RpcOutcome> answer = new AtomicReference<>();
    audit.serve(request, answer::set, (asked, responder, room) -> responder.respond(DONE));
    return answer.get();
  }

  private static RpcOutcome unavailable() {
    return new RpcOutcome.Unavailable(100, Duration.ofSeconds(1));
  }

  private static RpcOutcome refused() {
    return new RpcOutcome.Refused(1, "malformed");
  }

  private static RpcRequest sign(String alias) {
    return request(TopicCatalogue.CRYPTO_SIGN_TLS.name(), signRequest(alias, CONTENT));
  }

  private static byte[] signRequest(String alias, byte[] content) {
    return Codec.of(SignRequest.class)
        .encode(
            SignRequest.newBuilder()
                .setTenant("alice")
                .setAlias(alias)
                .setScheme(WireSignatureScheme.ECDSA_SHA256)
                .setContent(ByteBuffer.wrap(content))
                .build());
  }

  private static RpcRequest request(String topic, byte[] body) {
    return new RpcRequest(topic, "gateway-1", Instant.MAX, 1, "", Body.of(body));
  }

  private HeadSigner signer() {
    return content -> {
      try {
        return CompletableFuture.completedFuture(
            keyGone ? Optional.empty() : Optional.of(signature(content)));
      } catch (GeneralSecurityException e) {
        return CompletableFuture.failedFuture(e);
      }
    };
  }

  private HeadSignature signature(byte[] content) throws GeneralSecurityException {
    return HeadSignature.of(
        new KeyName("hallmark-audit", "worker-1"),
        JcaSignatures.sign(key.getPrivate(), SignatureScheme.ECDSA_SHA256, content).toByteArray());
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
