package io.hallmark.messaging.client;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/** Opens Kafka clients with {@link ClientSettings}. The caller closes them. */
public final class BusClients {
  private BusClients() {}

  public static Producer<byte[], byte[]> producer(Bus bus, String clientId) {
    return new KafkaProducer<>(ClientSettings.producer(bus, clientId));
  }

  public static Producer<byte[], byte[]> rpcProducer(Bus bus, String clientId) {
    return new KafkaProducer<>(ClientSettings.rpcProducer(bus, clientId));
  }

  public static Producer<byte[], byte[]> transactionalProducer(
      Bus bus, String clientId, String transactionalId) {
    return new KafkaProducer<>(
        ClientSettings.transactionalProducer(bus, clientId, transactionalId));
  }

  public static Consumer<byte[], byte[]> consumer(
      Bus bus, String clientId, String groupId, GroupProtocolChoice membership, Assignment spread) {
    return new KafkaConsumer<>(ClientSettings.consumer(bus, clientId, groupId, membership, spread));
  }

  /** For {@code assign()}. */
  public static Consumer<byte[], byte[]> reader(Bus bus, String clientId) {
    return new KafkaConsumer<>(ClientSettings.reader(bus, clientId));
  }

  public static Admin admin(Bus bus, String clientId) {
    Map<String, Object> settings = ClientSettings.admin(bus, clientId);
    return Admin.create(settings);
  }
}
