package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.hallmark.crypto.audit.AuditActs;
import io.hallmark.crypto.cli.audit.AuditCommand;
import io.hallmark.crypto.worker.audit.TopicTrail;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.wire.crypto.WireAuditOutcome;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers that are stopped and started in turn, under load, on a real broker. */
class RollingRestartTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final KeyName KEY = new KeyName("alice", "contracts");
  private static final FakeToken TOKEN = new FakeToken("main");

  private final Queue<CompletableFuture<CryptoResult<Signature>>> asked =
      new ConcurrentLinkedQueue<>();

  @Test
  void sign_whileWorkersAreRestartedInTurn_isAlwaysDone(@TempDir Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      Bus bus = Bus.at(broker.bootstrapServers());
      TopicCreation.create(bus, TopicCatalogue.all());
      Worker one = started(bus, "crypto-worker-1");
      Worker two = started(bus, "crypto-worker-2");
      try (SigningClient signing =
          SigningClients.open(
              bus,
              KeyCategory.APPLICATION,
              Role.APPLICATION,
              "application-1",
              new SimpleMeterRegistry())) {
        makeKey(bus);
        await().atMost(START_MAX).until(signing::isReady);
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
        var unused = load.scheduleAtFixedRate(() -> ask(signing), 0, 10, TimeUnit.MILLISECONDS);
        awaitMore(50);
        one.close();
        awaitMore(50);
        one = started(bus, "crypto-worker-1");
        awaitMore(50);
        two.close();
        awaitMore(50);
        two = started(bus, "crypto-worker-2");
        awaitMore(50);
        load.shutdown();
        assertThat(load.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        for (CompletableFuture<CryptoResult<Signature>> answer : asked) {
          assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(CryptoResult.Done.class);
        }
      }
      one.close();
      two.close();
      assertAudited(bus);
    }
  }

  /**
   * Each worker wrote two chains, each ended as it should, and no signature is without an entry.
   */
  private void assertAudited(Bus bus) {
    StringWriter said = new StringWriter();
    int verified =
        AuditCommand.commandLine("audit")
            .setOut(new PrintWriter(said))
            .execute("verify", "--bus", bus.bootstrapServers());
    assertThat(verified).as(said.toString()).isZero();
    assertThat(said.toString().lines())
        .filteredOn(line -> line.startsWith("chain "))
        .hasSize(4)
        .allMatch(line -> line.endsWith(" 0 unsigned after that, stopped"));
    assertThat(said.toString().lines().filter(line -> line.startsWith("  continues "))).hasSize(2);
    long signed =
        new TopicTrail(bus)
            .entries().stream()
                .filter(entry -> entry.getAlias().equals(KEY.alias()))
                .filter(entry -> entry.getAct().equals(AuditActs.SIGN))
                .filter(entry -> entry.getOutcome() == WireAuditOutcome.DONE)
                .count();
    assertThat(signed).isGreaterThanOrEqualTo(asked.size());
  }

  private void ask(SigningClient signing) {
    asked.add(
        signing.sign(
            KEY, SignatureScheme.ECDSA_SHA256, new byte[32], Instant.now().plus(DEADLINE)));
  }

  /** Until as many more were asked, and all of them answered. */
  private void awaitMore(int count) {
    int goal = asked.size() + count;
    await()
        .atMost(START_MAX)
        .until(() -> asked.size() >= goal && asked.stream().limit(goal).allMatch(Future::isDone));
  }

  private static void makeKey(Bus bus) throws Exception {
    try (KeyClient keys =
        KeyClients.open(bus, Role.OPERATOR, "operator-1", new SimpleMeterRegistry())) {
      await().atMost(START_MAX).until(keys::isReady);
      CryptoResult<?> made =
          keys.generate(
                  KEY, KeyCategory.APPLICATION, KeySpec.EC_P256, Instant.now().plus(START_MAX))
              .get(60, TimeUnit.SECONDS);
      assertThat(made).isInstanceOf(CryptoResult.Done.class);
    }
  }

  private static Worker started(Bus bus, String instance) {
    Worker worker =
        CryptoWorker.start(
            new WorkerEnvironment(bus, instance, new SimpleMeterRegistry(), Clock.systemUTC()),
            CryptoWorkerConfig.of(Path.of("unused")),
            Map.of("main", () -> new SharedToken(TOKEN)));
    await()
        .atMost(START_MAX)
        .untilAsserted(() -> assertThat(worker.readiness().waitingFor()).isEmpty());
    return worker;
  }
}
