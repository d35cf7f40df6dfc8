package io.hallmark.crypto.worker.audit;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditHead;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code crypto.audit}. Idempotent and acknowledged by all replicas; the one record under way is
 * sent again after a failure, so that it may stand there twice and nothing is ever out of order.
 */
final class BusAuditTopic implements AuditTopic {
  private static final Logger LOG = LoggerFactory.getLogger(BusAuditTopic.class);
  private static final TopicPartition PARTITION =
      new TopicPartition(TopicCatalogue.CRYPTO_AUDIT.name(), 0);

  /** How far back the former chain is looked for, nearest first: it mostly ends a moment ago. */
  private static final List<Integer> LOOK_BACK_RECORDS = List.of(500, 10_000, 200_000);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK = Duration.ofSeconds(5);
  private static final Duration SEARCH_MAX = Duration.ofSeconds(60);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Bus bus;
  private final String clientId;
  private final Codec<AuditBatch> codec;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private volatile Consumer<byte[], byte[]> searching;

  BusAuditTopic(WorkerEnvironment environment, String clientId) {
    this.bus = environment.bus();
    this.codec = environment.codec(AuditBatch.class);
    this.clientId = clientId;
  }

  @Override
  public Optional<AuditHead> former(String instance) {
    Consumer<byte[], byte[]> consumer = BusClients.reader(bus, clientId + "-in");
    searching = consumer;
    try {
      if (consumer.partitionsFor(PARTITION.topic(), ASK).isEmpty()) {
        throw new IllegalStateException("topic " + PARTITION.topic() + " is not there yet");
      }
      consumer.assign(List.of(PARTITION));
      long begin = consumer.beginningOffsets(List.of(PARTITION), ASK).get(PARTITION);
      long end = consumer.endOffsets(List.of(PARTITION), ASK).get(PARTITION);
      Optional<AuditHead> found = Optional.empty();
      for (int back : LOOK_BACK_RECORDS) {
        long from = Math.max(begin, end - back);
        found = newest(consumer, instance + "/", from, end);
        if (found.isPresent() || from == begin) {
          return found;
        }
      }
      LOG.warn(
          "no chain of {} among the last records of {}; the new one names no former one",
          instance,
          PARTITION.topic());
      return found;
    } finally {
      searching = null;
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private Optional<AuditHead> newest(
      Consumer<byte[], byte[]> consumer, String prefix, long from, long end) {
    long giveUpNanos = System.nanoTime() + SEARCH_MAX.toNanos();
    Optional<AuditHead> newest = Optional.empty();
    consumer.seek(PARTITION, from);
    while (consumer.position(PARTITION, ASK) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Optional<AuditHead> head = head(record, prefix);
        if (head.isPresent()) {
          newest = head;
        }
      }
      if (System.nanoTime() - giveUpNanos > 0) {
        throw new IllegalStateException(
            "the end of topic " + PARTITION.topic() + " could not be read in time");
      }
    }
    return newest;
  }

  private Optional<AuditHead> head(ConsumerRecord<byte[], byte[]> record, String prefix) {
    if (record.key() == null
        || !new String(record.key(), StandardCharsets.UTF_8).startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      AuditBatch batch = codec.decode(record.value());
      return Optional.of(
          AuditHead.newBuilder()
              .setChain(batch.getChain())
              .setSequence(batch.getFirstSequence() + batch.getEntries().size() - 1)
              .setHash(batch.getHash())
              .build());
    } catch (MalformedRecordException e) {
      LOG.warn("record at {} offset {} is skipped: {}", PARTITION, record.offset(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Future<?> append(String chain, byte[] batch) {
    Producer<byte[], byte[]> open =
        producer.orElseGet(() -> BusClients.producer(bus, clientId + "-out"));
    producer = Optional.of(open);
    return open.send(
        new ProducerRecord<>(
            PARTITION.topic(),
            PARTITION.partition(),
            chain.getBytes(StandardCharsets.UTF_8),
            batch));
  }

  @Override
  public void wake() {
    Consumer<byte[], byte[]> asking = searching;
    if (asking != null) {
      asking.wakeup();
    }
  }

  @Override
  public void close() {
    producer.ifPresent(open -> open.close(CLOSE));
  }
}
