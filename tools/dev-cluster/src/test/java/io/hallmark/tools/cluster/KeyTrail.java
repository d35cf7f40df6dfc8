package io.hallmark.tools.cluster;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * All that was ever written about keys, by name and in order.
 *
 * @param records of each key, the oldest first
 */
record KeyTrail(Map<String, List<KeyRecord>> records) {
  private static final String TOPIC = TopicCatalogue.CRYPTO_KEYS.name();
  private static final Codec<KeyRecord> CODEC = Codec.of(KeyRecord.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Reads up to where the topic ends now. */
  static KeyTrail read(Bus bus) {
    Map<String, List<KeyRecord>> found = new LinkedHashMap<>();
    try (Consumer<byte[], byte[]> consumer = BusClients.reader(bus, "key-trail")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          found
              .computeIfAbsent(
                  new String(record.key(), StandardCharsets.UTF_8), name -> new ArrayList<>())
              .add(CODEC.decode(record.value()));
        }
      }
    }
    return new KeyTrail(found);
  }

  /** Writes records as a worker would. */
  static void write(Bus bus, List<KeyRecord> keys) {
    try (Producer<byte[], byte[]> producer = BusClients.producer(bus, "key-writer")) {
      for (KeyRecord key : keys) {
        byte[] name = (key.getTenant() + "/" + key.getAlias()).getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(new ProducerRecord<>(TOPIC, name, CODEC.encode(key)));
      }
    }
  }

  KeyRecord newest(String name) {
    List<KeyRecord> all = records.get(name);
    return all.get(all.size() - 1);
  }

  /** Wrapped keys by the generation that wraps them now. */
  Map<Integer, List<String>> byGeneration() {
    return records.keySet().stream()
        .filter(name -> newest(name).getWrapped() != null)
        .collect(Collectors.groupingBy(name -> newest(name).getWrapped().getGeneration()));
  }
}
