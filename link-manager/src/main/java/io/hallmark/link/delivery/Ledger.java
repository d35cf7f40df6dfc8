package io.hallmark.link.delivery;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.ClientSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What a batch changes for good, in one Kafka transaction: messages, receipts, positions, progress
 * and consumed offsets, or nothing of it. Confined to the delivery thread.
 *
 * <p>Every commit carries the group's metadata, so that one from a member that lost its partitions
 * without knowing is refused, and with it everything it wrote.
 */
final class Ledger implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private static final int LINGER_MILLIS = 20;
  private static final int RETRY_MILLIS = 5;

  private final Bus bus;
  private final String id;
  private Producer<byte[], byte[]> producer;
  private boolean open;

  Ledger(Bus bus, String id) {
    this.bus = bus;
    this.id = id;
  }

  /**
   * Fences whoever had this id before and settles the transaction it left: after this, what was
   * committed is committed and everything else never happened.
   */
  void restart() {
    close();
    producer = new KafkaProducer<>(settings());
    producer.initTransactions();
  }

  /** Whether anything waits for {@link #commit}. */
  boolean isOpen() {
    return open;
  }

  void append(ProducerRecord<byte[], byte[]> record) {
    begin();
    // What fails here fails the commit.
    Future<RecordMetadata> unused = producer.send(record);
  }

  /**
   * Commits what was appended and the consumed offsets.
   *
   * @throws KafkaException when it is not known to be committed; {@link #restart} settles it
   */
  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    begin();
    producer.sendOffsetsToTransaction(offsets, group);
    producer.commitTransaction();
    open = false;
  }

  private void begin() {
    if (!open) {
      producer.beginTransaction();
      open = true;
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = ClientSettings.transactionalProducer(bus, id, id);
    // A commit sends what lingers at once, so waiting costs nothing and makes fewer, fuller
    // batches.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    // The first record after a commit is refused while that commit's markers are being written:
    // that is over in a few milliseconds, and Kafka's default is to ask again after 100.
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_MILLIS);
    return settings;
  }

  /** An open transaction is aborted. */
  @Override
  public void close() {
    open = false;
    if (producer != null) {
      producer.close(CLOSE_WITHIN);
      producer = null;
    }
  }
}
