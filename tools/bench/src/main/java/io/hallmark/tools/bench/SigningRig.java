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
import io.hallmark.crypto.worker.policy.ApprovalRules;
import io.hallmark.crypto.worker.policy.Tenants;
import io.hallmark.crypto.worker.policy.WorkerPolicy;
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

/** A broker, a crypto worker over a given token, and clients, in this process. */
final class SigningRig implements AutoCloseable {
  private static final byte[] CONTENT = new byte[64];
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private final Path folder = Files.createTempDirectory("hallmark-bench");
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Bus bus;

  /** Takes over {@code token}; the worker has its defaults. */
  SigningRig(Token token) throws IOException, InterruptedException {
    this(token, WorkerPolicy.QUEUE_WAIT_MAX_DEFAULT);
  }

  /**
   * Takes over {@code token}.
   *
   * @param queueWaitMax for how long a request may wait for its turn at it
   */
  SigningRig(Token token, Duration queueWaitMax) throws IOException, InterruptedException {
    EmbeddedBroker broker = opened(EmbeddedBroker.start(folder.resolve("broker")));
    bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    Worker worker =
        opened(
            CryptoWorker.start(
                new WorkerEnvironment(
                    bus, "crypto-worker-1", new SimpleMeterRegistry(), Clock.systemUTC()),
                CryptoWorkerConfig.of(Path.of("unused"))
                    .withPolicy(new WorkerPolicy(Tenants.ALL, ApprovalRules.NONE, queueWaitMax)),
                List.of(token)));
    Patience.until("the crypto worker", () -> worker.readiness().isReady());
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

    /** The same; completes with an empty text, or with what came instead of a signature. */
    default CompletableFuture<String> said() {
      return ask()
          .thenApply(result -> result instanceof CryptoResult.Done ? "" : result.toString());
    }
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
