package io.hallmark.tools.bench;

import io.hallmark.crypto.InMemorySigningClient;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.crypto.worker.CryptoWorker;
import io.hallmark.crypto.worker.CryptoWorkerConfig;
import io.hallmark.fakeca.FakeCa;
import io.hallmark.fakeca.FakeCaOptions;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;

/**
 * Full mutual TLS 1.3 by the gateway's own code at both ends, both keys P-256 in SoftHSM behind
 * Kafka, against the same with the keys in memory.
 */
final class HandshakeBench implements Bench {
  private static final int CONNECTIONS = 16;
  private static final int WARM_UP_TURNS = 2;
  private static final double CPU_AIM = 1.2;
  private static final double RATE_AIM = 0.6;
  private static final double SIGNATURES_AIM = 2;

  /** Our instance's name, which Kafka's and our own threads of the signing client carry. */
  private static final String INSTANCE = "handshake-gateway";

  /** What {@link InMemorySigningClient} calls its thread. */
  private static final String MEMORY_THREAD = "in-memory-signing";

  private static final String TOKEN_CALLS = "hallmark.token.sign.calls";
  private static final String ASKED_AGAIN = "hallmark.rpc.client.repeated";

  @Override
  public String name() {
    return "handshake";
  }

  @Override
  public String about() {
    return "full mutual TLS 1.3 with keys in a token behind Kafka, against keys in memory";
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    MeterRegistry tokenMetrics = new SimpleMeterRegistry();
    MeterRegistry clientMetrics = new SimpleMeterRegistry();
    try (BenchToken softHsm = BenchToken.make();
        EmbeddedBroker broker = EmbeddedBroker.start(softHsm.folder().resolve("broker"))) {
      FakeCa ca = FakeCa.create(softHsm.folder().resolve("ca"), FakeCaOptions.DEFAULT);
      Bus bus = Bus.at(broker.bootstrapServers());
      TopicCreation.create(bus, TopicCatalogue.all());
      WorkerEnvironment environment =
          new WorkerEnvironment(bus, "crypto-worker-1", tokenMetrics, Clock.systemUTC());
      try (Worker worker =
              CryptoWorker.start(environment, CryptoWorkerConfig.of(softHsm.hsmFile()));
          SigningClient behindKafka =
              SigningClients.open(bus, KeyCategory.TLS, Role.GATEWAY, INSTANCE, clientMetrics);
          InMemorySigningClient inMemory = InMemorySigningClient.of(KeyCategory.TLS)) {
        Patience.until(
            "the crypto worker", () -> worker.readiness().isReady() && behindKafka.isReady());
        HandshakePair tokenPair = HandshakeKeys.inToken(bus, ca);
        HandshakePair memoryPair = HandshakeKeys.inMemory(inMemory, ca);
        try (HandshakeRig token = new HandshakeRig("token", tokenPair, behindKafka);
            HandshakeRig memory = new HandshakeRig("memory", memoryPair, inMemory)) {
          return compare(
              options,
              new HandshakeContender(
                  "token",
                  token,
                  INSTANCE,
                  () -> (long) tokenMetrics.get(TOKEN_CALLS).functionCounter().count(),
                  () -> (long) clientMetrics.get(ASKED_AGAIN).counter().count()),
              new HandshakeContender("memory", memory, MEMORY_THREAD, inMemory::signed, () -> 0));
        }
      }
    }
  }

  private BenchReport compare(
      BenchOptions options, HandshakeContender token, HandshakeContender memory)
      throws InterruptedException {
    for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
      for (HandshakeContender contender : inOrder(turn, token, memory)) {
        contender.warmUp(CONNECTIONS, options.warmUp());
      }
    }
    for (int round = 0; round < options.rounds(); round++) {
      for (HandshakeContender contender : inOrder(round, token, memory)) {
        contender.measure(CONNECTIONS, options.measure());
        options.talk().println(contender);
      }
    }
    BenchReport report = new BenchReport(name());
    token.addTo(report);
    memory.addTo(report);
    report.ratioAtMost("gatewayCpu", token.loopCpuMs() / memory.loopCpuMs(), CPU_AIM);
    report.ratio(
        "gatewayAndSignerCpu",
        (token.loopCpuMs() + token.signerCpuMs()) / (memory.loopCpuMs() + memory.signerCpuMs()));
    report.ratioAtLeast("rate", token.perSecond() / memory.perSecond(), RATE_AIM);
    report.ratioAtMost("signaturesPerHandshake", token.signatures(), SIGNATURES_AIM);
    return report;
  }

  /** They share most of their code, so that the one that goes first warms it for the other. */
  private static List<HandshakeContender> inOrder(
      int turn, HandshakeContender one, HandshakeContender other) {
    return turn % 2 == 0 ? List.of(one, other) : List.of(other, one);
  }
}
