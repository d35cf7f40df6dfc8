package io.hallmark.tools.bench;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.crypto.worker.CryptoWorker;
import io.hallmark.crypto.worker.CryptoWorkerConfig;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.Token;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A broker, a crypto worker and clients in this process, and a token that takes a known time a
 * signature, as a network HSM does: what it can do is known, and not the processor's doing.
 */
final class SlowTokenRig implements AutoCloseable {
  static final int LANES = 10;

  private static final byte[] CONTENT = new byte[64];
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final Path folder = Files.createTempDirectory("hallmark-bench");
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Bus bus;
  private final double ceilingPerSecond;

  SlowTokenRig(Duration perSignature) throws IOException, InterruptedException {
    this(fake(perSignature), perSignature);
  }

  /** Takes over {@code token}, which has {@link #LANES} lanes. */
  SlowTokenRig(Token token, Duration perSignature) throws IOException, InterruptedException {
    ceilingPerSecond = LANES / (perSignature.toNanos() / 1e9);
    EmbeddedBroker broker = opened(EmbeddedBroker.start(folder.resolve("broker")));
    bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    Worker worker =
        opened(
            CryptoWorker.start(
                new WorkerEnvironment(
                    bus, "crypto-worker-1", new SimpleMeterRegistry(), Clock.systemUTC()),
                CryptoWorkerConfig.of(Path.of("unused")),
                List.of(token)));
    Patience.until("the crypto worker", () -> worker.readiness().isReady());
  }

  private static Token fake(Duration perSignature) {
    FakeToken token = new FakeToken("slow", LANES, Clock.systemUTC());
    token.delay(perSignature);
    return token;
  }

  /** What the token can do, and nothing can go beyond. */
  double ceilingPerSecond() {
    return ceilingPerSecond;
  }

  /** Makes a key of a tenant, and a client that asks each question once. */
  Asker asker(String tenant) throws InterruptedException {
    return asker(
        tenant,
        SigningClients.openOnce(
            bus,
            KeyCategory.APPLICATION,
            Role.APPLICATION,
            "bench-" + tenant,
            new SimpleMeterRegistry()));
  }

  /** The same with a client that asks again where it is told to, as all but benches do. */
  Asker patientAsker(String tenant) throws InterruptedException {
    return asker(
        tenant,
        SigningClients.open(
            bus,
            KeyCategory.APPLICATION,
            Role.APPLICATION,
            "bench-" + tenant,
            new SimpleMeterRegistry()));
  }

  private Asker asker(String tenant, SigningClient client) throws InterruptedException {
    SigningClient signing = opened(client);
    KeyName key = new KeyName(tenant, "bench");
    KeyClient keys =
        opened(KeyClients.open(bus, Role.OPERATOR, "bench-" + tenant, new SimpleMeterRegistry()));
    Patience.until("the clients", () -> keys.isReady() && signing.isReady());
    CryptoResult<?> made =
        keys.generate(key, KeyCategory.APPLICATION, KeySpec.EC_P256, Patience.deadline()).join();
    if (!(made instanceof CryptoResult.Done)) {
      throw new IllegalStateException("no key was made: " + made);
    }
    return () ->
        signing.sign(key, SignatureScheme.ECDSA_SHA256, CONTENT, Instant.now().plus(ANSWER_MAX));
  }

  /** Asks for one signature. */
  @FunctionalInterface
  interface Asker {
    CompletableFuture<CryptoResult<Signature>> ask();
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  @Override
  public void close() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable each : open) {
      each.close();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
