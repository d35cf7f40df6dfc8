package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.crypto.TlsSignatureContent;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: client, broker, worker, PKCS#11 token. */
class SoftHsmSigningTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final KeyName NAME = new KeyName("alice", "edge");
  private static final byte[] CONTENT =
      TlsSignatureContent.encode(TlsSignatureContent.Side.CLIENT, new byte[48]);

  private final MeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void worker_restarted_stillSignsWithTheKeyItMade(@TempDir Path folder) throws Exception {
    SoftHsmFolder hsm = SoftHsmFolder.make(folder.resolve("hsm"), "signs");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      Bus bus = Bus.at(broker.bootstrapServers());
      TopicCreation.create(bus, TopicCatalogue.all());
      KeyInfo key;
      try (Worker worker = start(bus, hsm)) {
        key = generate(bus);
      }
      try (Worker worker = start(bus, hsm)) {
        Signature signature = sign(bus);
        assertThat(
                JcaSignatures.verify(
                    key.publicKey(), SignatureScheme.ECDSA_SHA256, CONTENT, signature))
            .isTrue();
        assertThat(generate(bus)).isEqualTo(key);
      }
    }
  }

  private Worker start(Bus bus, SoftHsmFolder hsm) {
    WorkerEnvironment environment =
        new WorkerEnvironment(bus, "crypto-worker-1", metrics, Clock.systemUTC());
    Worker worker = CryptoWorker.start(environment, CryptoWorkerConfig.of(hsm.hsmFile()));
    await()
        .atMost(START_MAX)
        .untilAsserted(() -> assertThat(worker.readiness().waitingFor()).isEmpty());
    return worker;
  }

  private static KeyInfo generate(Bus bus) throws Exception {
    try (KeyClient keys =
        KeyClients.open(bus, Role.OPERATOR, "operator-1", new SimpleMeterRegistry())) {
      await().atMost(START_MAX).until(keys::isReady);
      return done(
          keys.generate(NAME, KeyCategory.TLS, KeySpec.EC_P256, inAMinute())
              .get(60, TimeUnit.SECONDS));
    }
  }

  private static Signature sign(Bus bus) throws Exception {
    try (SigningClient client =
        SigningClients.open(
            bus, KeyCategory.TLS, Role.GATEWAY, "gateway-1", new SimpleMeterRegistry())) {
      await().atMost(START_MAX).until(client::isReady);
      return done(
          client
              .sign(NAME, SignatureScheme.ECDSA_SHA256, CONTENT, inAMinute())
              .get(60, TimeUnit.SECONDS));
    }
  }

  private static Instant inAMinute() {
    return Instant.now().plusSeconds(60);
  }

  private static <T> T done(CryptoResult<T> result) {
    assertThat(result).isInstanceOf(CryptoResult.Done.class);
    return ((CryptoResult.Done<T>) result).value();
  }
}
