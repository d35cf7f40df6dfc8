package io.hallmark.crypto.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.audit.AuditKeys;
import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real broker goes away under load and comes back. Requests reach the audit by another way than
 * that broker, as those in flight have: what they come to must not leave unnoted.
 */
class AuditBusAwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final AuditSettings SETTINGS =
      new AuditSettings(20_000, BOUND, Duration.ofSeconds(1), Duration.ofMinutes(10));

  private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final Queue<String> signed = new ConcurrentLinkedQueue<>();
  private final Queue<RpcOutcome> turnedAway = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    load.shutdownNow();
  }

  @Test
  void broker_awayForLongerThanTheBound_stopsSigningThenAllStandsInAWholeChain(@TempDir Path folder)
      throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(folder);
    Bus bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    Audit audit = Audit.start(environment(bus), SETTINGS, content -> unsigned());
    try {
      await().atMost(PATIENCE).until(audit::isOpen);
      var unused = load.scheduleAtFixedRate(() -> ask(audit), 0, 2, TimeUnit.MILLISECONDS);
      await().atMost(PATIENCE).until(() -> signed.size() >= 100);

      int whenItWent = signed.size();
      broker.close();
      await().atMost(PATIENCE).until(() -> turnedAway.size() >= 100);
      assertThat(signed.size()).isGreaterThan(whenItWent);
      assertThat(audit.readiness().waitingFor())
          .singleElement()
          .asString()
          .contains("nothing is signed");

      broker = EmbeddedBroker.start(folder, broker.port());
      int whenItCame = signed.size();
      await().atMost(PATIENCE).until(() -> signed.size() >= whenItCame + 100);
      load.shutdown();
      assertThat(load.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      audit.close();
      assertNothingIsMissing(bus);
    } finally {
      audit.close();
      broker.close();
    }
  }

  private void assertNothingIsMissing(Bus bus) {
    TopicTrail trail = new TopicTrail(bus);
    AuditReport report = trail.verify(AuditKeys.NONE);
    assertThat(report.findings()).isEmpty();
    assertThat(report.chains()).singleElement().matches(AuditReport.ChainSummary::stopped);
    List<String> noted =
        trail.entries().stream()
            .filter(entry -> entry.getAct().equals("SIGN"))
            .map(AuditEntry::getAlias)
            .distinct()
            .toList();
    assertThat(noted).containsExactlyElementsOf(signed);
    assertThat(turnedAway).allMatch(RpcOutcome.Unavailable.class::isInstance);
  }

  private void ask(Audit audit) {
    String alias = "key-" + asked.incrementAndGet();
    Responder answer =
        outcome -> {
          if (outcome instanceof RpcOutcome.Done) {
            signed.add(alias);
          } else {
            turnedAway.add(outcome);
          }
        };
    audit.serve(
        request(alias),
        answer,
        (request, responder, room) ->
            responder.respond(new RpcOutcome.Done(Body.of(new byte[64]))));
  }

  private static RpcRequest request(String alias) {
    byte[] body =
        Codec.of(SignRequest.class)
            .encode(
                SignRequest.newBuilder()
                    .setTenant("alice")
                    .setAlias(alias)
                    .setScheme(WireSignatureScheme.ECDSA_SHA256)
                    .setContent(ByteBuffer.allocate(16))
                    .build());
    String topic = TopicCatalogue.CRYPTO_SIGN_TLS.name();
    return new RpcRequest(topic, "gateway-1", Instant.MAX, 1, "", Body.of(body));
  }

  private static CompletableFuture<Optional<HeadSignature>> unsigned() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private static WorkerEnvironment environment(Bus bus) {
    return new WorkerEnvironment(bus, "worker-1", new SimpleMeterRegistry(), Clock.systemUTC());
  }
}
