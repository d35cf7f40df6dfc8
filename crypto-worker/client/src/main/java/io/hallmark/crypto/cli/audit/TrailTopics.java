package io.hallmark.crypto.cli.audit;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyWire;
import io.hallmark.crypto.audit.AuditKeys;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.schema.WriterSchemas;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads topics from their beginning to their present end. */
final class TrailTopics {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private TrailTopics() {}

  static void audit(Bus bus, Duration timeout, Consumer<AuditRecord> records) {
    readAll(
        bus,
        TopicCatalogue.CRYPTO_AUDIT,
        timeout,
        r ->
            records.accept(
                new AuditRecord(
                    r.offset(),
                    r.timestamp(),
                    r.key() == null ? "" : new String(r.key(), StandardCharsets.UTF_8),
                    ByteBuffer.wrap(r.value() == null ? new byte[0] : r.value()))));
  }

  /** The public parts of the audit keys in the registry. */
  static AuditKeys keys(Bus bus, Duration timeout, WriterSchemas schemas) {
    Map<String, List<PublicKey>> keys = new HashMap<>();
    Codec<KeyRecord> codec = Codec.of(KeyRecord.class, schemas);
    readAll(bus, TopicCatalogue.CRYPTO_KEYS, timeout, r -> add(keys, codec, r));
    return name -> keys.getOrDefault(name, List.of());
  }

  private static void add(
      Map<String, List<PublicKey>> keys,
      Codec<KeyRecord> codec,
      ConsumerRecord<byte[], byte[]> record) {
    readable(codec, record)
        .filter(info -> info.category() == KeyCategory.AUDIT)
        .ifPresent(
            info ->
                keys.computeIfAbsent(info.name().toString(), name -> new ArrayList<>())
                    .add(info.publicKey()));
  }

  /** Empty for a key of a kind that came later, which is no audit key that this version knows. */
  private static Optional<KeyInfo> readable(
      Codec<KeyRecord> codec, ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? Optional.empty()
          : Optional.of(KeyWire.keyInfo(codec.decode(record.value())));
    } catch (MalformedRecordException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void readAll(
      Bus bus, Topic topic, Duration timeout, Consumer<ConsumerRecord<byte[], byte[]>> records) {
    String client = "crypto-audit-%016x".formatted(ThreadLocalRandom.current().nextLong());
    var reader = BusClients.reader(bus, client);
    try {
      List<PartitionInfo> infos = reader.partitionsFor(topic.name(), timeout);
      if (infos == null || infos.isEmpty()) {
        throw new IllegalStateException(
            "topic %s is not on the bus at %s".formatted(topic.name(), bus.bootstrapServers()));
      }
      List<TopicPartition> partitions =
          infos.stream().map(i -> new TopicPartition(i.topic(), i.partition())).toList();
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions, timeout);
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      long quietSince = System.nanoTime();
      while (ends.entrySet().stream()
          .anyMatch(e -> reader.position(e.getKey(), timeout) < e.getValue())) {
        var polled = reader.poll(POLL);
        polled.forEach(
            r -> {
              if (r.offset() < ends.get(new TopicPartition(r.topic(), r.partition()))) {
                records.accept(r);
              }
            });
        if (!polled.isEmpty()) {
          quietSince = System.nanoTime();
        } else if (System.nanoTime() - quietSince > timeout.toNanos()) {
          throw new IllegalStateException(
              "topic %s: nothing came from the bus for %d s"
                  .formatted(topic.name(), timeout.toSeconds()));
        }
      }
    } finally {
      reader.close(CloseOptions.timeout(CLOSE));
    }
  }
}
