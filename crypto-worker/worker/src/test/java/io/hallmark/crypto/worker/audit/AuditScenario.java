package io.hallmark.crypto.worker.audit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** An audit in memory, requests that it serves, and what of it is verified. */
abstract class AuditScenario {
  static final RpcOutcome DONE = new RpcOutcome.Done(Body.of(new byte[64]));
  static final byte[] CONTENT = {1, 2, 3};
  static final AuditSettings QUICK =
      new AuditSettings(
          256, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(60));

  final MemoryAuditTopic topic = new MemoryAuditTopic();
  MeterRegistry metrics;
  final KeyPair key = keyPair();
  volatile boolean keyGone;
  Audit audit = start(QUICK);

  @AfterEach
  void stop() {
    audit.close();
  }

  /** Bounds of time that no test reaches, but for the head's. */
  static AuditSettings slow(Duration unsignedFor) {
    return new AuditSettings(256, ofSeconds(60), Duration.ofMillis(100), unsignedFor);
  }

  Audit start(AuditSettings settings) {
    metrics = new SimpleMeterRegistry(); // A registry keeps the gauges that it had first.
    WorkerEnvironment environment =
        new WorkerEnvironment(Bus.at("127.0.0.1:1"), "worker-1", metrics, Clock.systemUTC());
    Audit started = Audit.start(environment, settings, topic, signer());
    await().until(started::isOpen);
    return started;
  }

  double backlog() {
    return metrics.get("hallmark.audit.backlog").gauge().value();
  }

  AuditReport verify() {
    return topic.verify(name -> List.of(key.getPublic()));
  }

  static void assertWhole(AuditReport report) {
    assertThat(report.findings()).isEmpty();
  }

  void serve(RpcRequest request, RpcOutcome outcome) {
    audit.serve(request, ignored -> {}, (asked, responder, room) -> responder.respond(outcome));
  }

  RpcOutcome served(RpcRequest request) {
    AtomicReference<RpcOutcome> answer = new AtomicReference<>();
    audit.serve(request, answer::set, (asked, responder, room) -> responder.respond(DONE));
    return answer.get();
  }

  static RpcOutcome unavailable() {
    return new RpcOutcome.Unavailable(100, Duration.ofSeconds(1));
  }

  static RpcOutcome refused() {
    return new RpcOutcome.Refused(1, "malformed");
  }

  static RpcRequest sign(String alias) {
    return request(TopicCatalogue.CRYPTO_SIGN_TLS.name(), signRequest(alias, CONTENT));
  }

  static byte[] signRequest(String alias, byte[] content) {
    return Codec.of(SignRequest.class)
        .encode(
            SignRequest.newBuilder()
                .setTenant("alice")
                .setAlias(alias)
                .setScheme(WireSignatureScheme.ECDSA_SHA256)
                .setContent(ByteBuffer.wrap(content))
                .build());
  }

  static RpcRequest request(String topic, byte[] body) {
    return new RpcRequest(topic, "gateway-1", Instant.MAX, 1, "", Body.of(body));
  }

  HeadSigner signer() {
    return content -> {
      try {
        return CompletableFuture.completedFuture(
            keyGone ? Optional.empty() : Optional.of(signature(content)));
      } catch (GeneralSecurityException e) {
        return CompletableFuture.failedFuture(e);
      }
    };
  }

  HeadSignature signature(byte[] content) throws GeneralSecurityException {
    return HeadSignature.of(
        new KeyName("hallmark-audit", "worker-1"),
        JcaSignatures.sign(key.getPrivate(), SignatureScheme.ECDSA_SHA256, content).toByteArray());
  }

  static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
