package io.hallmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.limits.InboundLimits;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.topic.LinkPartitions;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.wire.link.LinkFrame;
import io.hallmark.tools.broker.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways with real buses: one for Alice, one for Bob. */
class GatewayBusTest {
  private static final World WORLD = new World();
  private static final int PARTITIONS = 4;
  private static final int FRAMES = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static EmbeddedBroker aliceBroker;
  private static EmbeddedBroker bobBroker;
  private static World.Edge alice;
  private static World.Edge bob;

  @BeforeAll
  static void start() {
    aliceBroker = broker("alice");
    bobBroker = broker("bob");
    bob = edge(WORLD.bob, bobBroker, WORLD.directoryOf(WORLD.bob));
    Directory withBob =
        WORLD.directory(WORLD.alice, WORLD.alice.member(9), WORLD.bob.member(bob.port()));
    alice = edge(WORLD.alice, aliceBroker, withBob);
    await().atMost(PATIENCE).until(() -> bob.gateway.readiness().isReady());
    await().atMost(PATIENCE).until(() -> alice.gateway.readiness().isReady());
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    aliceBroker.close();
    bobBroker.close();
  }

  private static EmbeddedBroker broker(String name) {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve(name));
    TopicCreation.create(
        Bus.at(broker.bootstrapServers()),
        PARTITIONS,
        TopicCatalogue.LINK_IN,
        TopicCatalogue.LINK_OUT);
    return broker;
  }

  private static World.Edge edge(Party party, EmbeddedBroker broker, Directory directory) {
    return new World.Edge(
        party,
        directory,
        Bus.at(broker.bootstrapServers()),
        GatewayConfig.listeningOn("127.0.0.1:0"));
  }

  private static LinkFrame frame(int lane, int number) {
    return Frames.data(
        WORLD.alice.name(), WORLD.bob.name(), lane, new byte[] {(byte) number, (byte) lane});
  }

  private static List<ConsumerRecord<byte[], byte[]>> linkIn(EmbeddedBroker broker, int expected) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer =
        BusClients.reader(Bus.at(broker.bootstrapServers()), "test-reader")) {
      List<TopicPartition> all =
          IntStream.range(0, PARTITIONS)
              .mapToObj(n -> new TopicPartition(TopicCatalogue.LINK_IN.name(), n))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= expected;
              });
    }
    return records;
  }

  @Test
  void frames_ofLinkOut_arriveInLinkInOfThePeer() {
    int before = linkIn(bobBroker, 0).size();
    try (Producer<byte[], byte[]> producer =
        BusClients.producer(Bus.at(aliceBroker.bootstrapServers()), "test-writer")) {
      for (int n = 0; n < FRAMES; n++) {
        byte[] encoded = Frames.FRAMES.encode(frame(n % PARTITIONS, n));
        var unused =
            producer.send(new ProducerRecord<>(TopicCatalogue.LINK_OUT.name(), null, encoded));
      }
      producer.flush();
    }
    List<ConsumerRecord<byte[], byte[]>> arrived = linkIn(bobBroker, before + FRAMES);
    assertThat(arrived)
        .allSatisfy(
            record ->
                assertThat(record.partition())
                    .isEqualTo(
                        LinkPartitions.of(Frames.FRAMES.decode(record.value()), PARTITIONS)));
    assertThat(alice.count("hallmark.gateway.frames", "direction", "out")).isEqualTo(FRAMES);
    assertThat(alice.count("hallmark.gateway.dropped.frames")).isZero();
    // One signature of each side for each handshake, and none besides.
    double handshakes = alice.count("hallmark.gateway.handshakes", "outcome", "done");
    assertThat((double) alice.signing.signed()).isEqualTo(handshakes);
    assertThat(handshakes).isBetween(1.0, 4.0);
  }

  @Test
  void post_busGone_is503WithRetryAfter() throws Exception {
    EmbeddedBroker broker = broker("gone");
    GatewayConfig config =
        GatewayConfig.listeningOn("127.0.0.1:0").withLimits(withBusTimeout(Duration.ofSeconds(2)));
    Bus bus = Bus.at(broker.bootstrapServers());
    try (World.Edge edge = new World.Edge(WORLD.bob, WORLD.directoryOf(WORLD.bob), bus, config)) {
      await().atMost(PATIENCE).until(() -> edge.gateway.readiness().isReady());
      assertThat(post(edge, frame(0, 1)).statusCode()).isEqualTo(202);
      broker.close();
      HttpResponse<Void> response = post(edge, frame(0, 2));
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).contains("1");
    } finally {
      broker.close();
    }
  }

  private static InboundLimits withBusTimeout(Duration busTimeout) {
    return new InboundLimits(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        busTimeout);
  }

  private static HttpResponse<Void> post(World.Edge edge, LinkFrame frame) throws Exception {
    HttpClient client =
        HttpClient.newBuilder().sslContext(WORLD.alice.jdkContext(WORLD.ca)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + edge.port() + "/v1/link"))
            .header("content-type", "application/vnd.hallmark.link+avro")
            .POST(BodyPublishers.ofByteArray(Frames.batch(frame)))
            .build();
    return client.send(request, BodyHandlers.discarding());
  }

  @Test
  void post_answered202_isInItsPartition() throws Exception {
    LinkFrame frame = frame(3, 77);
    assertThat(post(bob, frame).statusCode()).isEqualTo(202);
    byte[] encoded = Frames.FRAMES.encode(frame);
    assertThat(linkIn(bobBroker, 1))
        .anySatisfy(
            record -> {
              assertThat(record.value()).isEqualTo(encoded);
              assertThat(record.partition()).isEqualTo(LinkPartitions.of(frame, PARTITIONS));
            });
  }
}
