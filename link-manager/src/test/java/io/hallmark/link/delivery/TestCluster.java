package io.hallmark.link.delivery;

import io.hallmark.crypto.InMemorySigningClient;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.link.handshake.HelloLimit;
import io.hallmark.link.handshake.Suite;
import io.hallmark.link.lane.ReceiverLimits;
import io.hallmark.link.lane.SenderLimits;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A broker, an identity or two, and link managers that can be started and stopped. */
final class TestCluster implements AutoCloseable {
  static final int PARTITIONS = 4;
  static final DeliverySettings SETTINGS =
      new DeliverySettings(
          new SenderLimits(
              256 << 10,
              2 << 20,
              Duration.ofMillis(500),
              Duration.ofMillis(200),
              Duration.ofSeconds(5)),
          ReceiverLimits.DEFAULT,
          16 << 20,
          ReceiptPolicy.ALL);

  private static final List<Topic> TOPICS =
      List.of(
          TopicCatalogue.P2P_OUT,
          TopicCatalogue.P2P_IN,
          TopicCatalogue.P2P_RECEIPTS,
          TopicCatalogue.LINK_OUT,
          TopicCatalogue.LINK_IN,
          TopicCatalogue.P2P_DELIVERY,
          TopicCatalogue.P2P_RECEIVED);
  private static final Codec<OutboundMessage> MESSAGES = Codec.of(OutboundMessage.class);

  private final EmbeddedBroker broker;
  private final Bus bus;
  private final InMemorySigningClient signing = InMemorySigningClient.of(KeyCategory.SESSION);
  private final FixedDirectory directory = new FixedDirectory();
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final Producer<byte[], byte[]> applications;

  TestCluster(Path folder) {
    broker = EmbeddedBroker.start(folder);
    bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, (short) 1, PARTITIONS, TOPICS);
    applications = BusClients.producer(bus, "applications");
  }

  Bus bus() {
    return bus;
  }

  MeterRegistry metrics() {
    return metrics;
  }

  InMemorySigningClient signing() {
    return signing;
  }

  FixedDirectory directory() {
    return directory;
  }

  double counted(String event) {
    return metrics.counter("hallmark.link.messages", "event", event).count();
  }

  double ignored(String reason) {
    return metrics.counter("hallmark.link.frames.ignored", "reason", reason).count();
  }

  /** Makes an identity of this cluster; the others have yet to hear of it. */
  PublicKey host(String name, String alias) {
    KeyName key = new KeyName("t", alias);
    PublicKey made = signing.generate(key, KeySpec.EC_P256);
    directory.addHosted(name, key, made);
    directory.addMember(name, made);
    return made;
  }

  Delivery startLinkManager(String instance) {
    return Delivery.start(
        new WorkerEnvironment(bus, instance, metrics, Clock.systemUTC()),
        SETTINGS,
        List.of(Suite.X25519MLKEM768_AES256GCM_SHA256),
        new HelloLimit(256, Duration.ofMillis(20)),
        signing,
        directory);
  }

  void send(String source, String destination, String id, String key, int payloadBytes) {
    sendRaw(key, MESSAGES.encode(message(source, destination, id, null, payloadBytes)));
  }

  void sendRaw(String key, byte[] value) {
    var unused =
        applications.send(
            new ProducerRecord<>(
                TopicCatalogue.P2P_OUT.name(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  void flush() {
    applications.flush();
  }

  static OutboundMessage message(
      String source, String destination, String id, Long expiresAt, int payloadBytes) {
    return OutboundMessage.newBuilder()
        .setId(id)
        .setGroup(FixedDirectory.GROUP)
        .setSource(source)
        .setDestination(destination)
        .setExpiresAt(expiresAt)
        .setHeaders(Map.of("n", id))
        .setPayload(ByteBuffer.wrap(new byte[payloadBytes]))
        .build();
  }

  /** Reads a topic from its beginning, read_committed, until what was read satisfies a test. */
  List<ConsumerRecord<byte[], byte[]>> readUntil(
      Topic topic, Duration limit, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = BusClients.reader(bus, "test-reader")) {
      List<TopicPartition> all = new ArrayList<>();
      for (int i = 0; i < PARTITIONS; i++) {
        all.add(new TopicPartition(topic.name(), i));
      }
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long deadline = System.nanoTime() + limit.toNanos();
      while (!enough.test(read) && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(50)).forEach(read::add);
      }
    }
    return read;
  }

  @Override
  public void close() {
    applications.close();
    signing.close();
    broker.close();
  }
}
