package io.hallmark.messaging.rpc;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the group has given this instance, and how far each is done. Confined to the
 * poll thread, on which Kafka also calls the listener.
 */
final class PartitionOwnership implements ConsumerRebalanceListener {
  /** A takeover repeats at most what was answered within this, and only what is not expired. */
  private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(PartitionOwnership.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Clock clock;
  private final IntConsumer owned;
  private final Set<TopicPartition> mine = new HashSet<>();
  private final Map<TopicPartition, RequestProgress> progress = new HashMap<>();
  private long nextCommitNanos = System.nanoTime();

  /**
   * None yet.
   *
   * @param owned told how many there are, whenever partitions come or go
   */
  PartitionOwnership(Consumer<byte[], byte[]> consumer, Clock clock, IntConsumer owned) {
    this.consumer = consumer;
    this.clock = clock;
    this.owned = owned;
  }

  RequestProgress progress(ConsumerRecord<byte[], byte[]> record) {
    return progress.computeIfAbsent(
        new TopicPartition(record.topic(), record.partition()), p -> new RequestProgress());
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.info("given {}", partitions);
    mine.addAll(partitions);
    owned.accept(mine.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    LOG.info("gives back {}", partitions);
    commitLast();
    giveUp(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warn("lost {}", partitions);
    giveUp(partitions);
  }

  private void giveUp(Collection<TopicPartition> partitions) {
    progress.keySet().removeAll(partitions);
    mine.removeAll(partitions);
    owned.accept(mine.size());
  }

  void commitNowAndThen() {
    long nowNanos = System.nanoTime();
    if (nowNanos - nextCommitNanos < 0) {
      return;
    }
    nextCommitNanos = nowNanos + COMMIT_NANOS;
    Map<TopicPartition, OffsetAndMetadata> done = done();
    if (!done.isEmpty()) {
      consumer.commitAsync(
          done,
          (offsets, fault) -> {
            if (fault != null) {
              // What is not committed is asked again after a takeover, and may be.
              LOG.debug("offsets not committed: {}", fault.getMessage());
            }
          });
    }
  }

  void commitLast() {
    Map<TopicPartition, OffsetAndMetadata> done = done();
    if (done.isEmpty()) {
      return;
    }
    try {
      commit(done);
    } catch (KafkaException e) {
      LOG.debug("last offsets not committed: {}", e.getMessage());
    }
  }

  /** A wake-up that was meant for a poll may come here, once. */
  private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
    try {
      consumer.commitSync(done, COMMIT_TIMEOUT);
    } catch (WakeupException e) {
      consumer.commitSync(done, COMMIT_TIMEOUT);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> done() {
    long nowMillis = clock.millis();
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    progress.forEach(
        (partition, requests) -> {
          long offset = requests.advance(nowMillis);
          if (offset >= 0) {
            done.put(partition, new OffsetAndMetadata(offset));
          }
        });
    return done;
  }
}
