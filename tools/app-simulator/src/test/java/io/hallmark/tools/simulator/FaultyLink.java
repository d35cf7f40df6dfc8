package io.hallmark.tools.simulator;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.p2p.InboundMessage;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes the place of the link managers and gateways: copies {@code p2p.out} to {@code p2p.in} of
 * the same bus, with the faults that a test asks for. Confined to one thread.
 */
final class FaultyLink implements AutoCloseable {
  private final Codec<OutboundMessage> out = Codec.of(OutboundMessage.class);
  private final Codec<InboundMessage> in = Codec.of(InboundMessage.class);
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;

  FaultyLink(Bus bus) {
    consumer = BusClients.reader(bus, "faulty-link");
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalogue.P2P_OUT.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    producer = BusClients.producer(bus, "faulty-link");
  }

  /** Copies {@code messages} messages, changed all together by {@code fault}. */
  void carry(int messages, UnaryOperator<List<InboundCopy>> fault) {
    List<InboundCopy> copies = new ArrayList<>();
    while (copies.size() < messages) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        copies.add(copy(record));
      }
    }
    fault.apply(copies).forEach(this::append);
    producer.flush();
  }

  /** A message on its way, with its ordering key. */
  record InboundCopy(String key, InboundMessage message) {
    InboundCopy withFirstPayloadByteChanged() {
      ByteBuffer payload = message.getPayload().duplicate();
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      bytes[0] ^= 1;
      return new InboundCopy(
          key, InboundMessage.newBuilder(message).setPayload(ByteBuffer.wrap(bytes)).build());
    }
  }

  private InboundCopy copy(ConsumerRecord<byte[], byte[]> record) {
    OutboundMessage message = out.decode(record.value());
    return new InboundCopy(
        new String(record.key(), StandardCharsets.UTF_8),
        new InboundMessage(
            message.getId(),
            message.getGroup(),
            message.getSource(),
            message.getDestination(),
            message.getHeaders(),
            message.getPayload(),
            record.partition(),
            record.offset()));
  }

  private void append(InboundCopy copy) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                TopicCatalogue.P2P_IN.name(),
                copy.key().getBytes(StandardCharsets.UTF_8),
                in.encode(copy.message())));
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
