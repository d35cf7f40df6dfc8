package io.hallmark.link.delivery;

import io.hallmark.link.peering.Signatures;
import io.hallmark.messaging.worker.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Poll, work, commit, acknowledge; again. Confined to the delivery thread.
 *
 * <p>Each turn's effects are one transaction. Where it isn't certain that it was committed, all
 * shards are dropped and begin again from what was: a fresh producer with the same id settles the
 * transaction first, so what they then read is final.
 */
final class DeliveryLoop implements AutoCloseable {
  private static final Duration POLL_MAX = Duration.ofMillis(100);
  private static final Duration POLL_BUSY = Duration.ofMillis(25);
  private static final Duration POLL_MIN = Duration.ofMillis(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  /** Offsets alone, of frames that changed nothing, are committed this often. */
  private static final Duration COMMIT_AT_LEAST = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private final StateLoader loader;
  private final Signatures signatures;
  private final Desk desk;
  private final Heartbeat heartbeat;
  private Instant committedAt;

  DeliveryLoop(
      Consumer<byte[], byte[]> consumer,
      StateLoader loader,
      Signatures signatures,
      Desk desk,
      Heartbeat heartbeat) {
    this.consumer = consumer;
    this.partitions = new Partitions(consumer);
    this.loader = loader;
    this.signatures = signatures;
    this.desk = desk;
    this.heartbeat = heartbeat;
    this.committedAt = desk.peering().clock().instant();
  }

  void subscribe() {
    desk.ledger().restart();
    consumer.subscribe(Topics.CONSUMED, partitions);
  }

  /**
   * One turn.
   *
   * @throws KafkaException where its effects are not known to be committed; {@link #recover} goes
   *     on
   */
  void turn() {
    heartbeat.beat();
    ConsumerRecords<byte[], byte[]> records = poll();
    openWaiting();
    signatures.deliver();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Shard shard = partitions.shard(record.partition());
      if (shard != null) {
        shard.take(record);
      }
    }
    Instant now = desk.peering().clock().instant();
    partitions.shards().forEach(shard -> shard.send(now));
    commit(now);
    partitions.shards().forEach(Shard::acknowledge);
    partitions.throttle(desk.settings().unacknowledgedBytesMax());
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(patience());
    } catch (WakeupException e) {
      // Signatures have come, or we are to stop: both are looked at right after.
      return ConsumerRecords.empty();
    }
  }

  private Duration patience() {
    if (!partitions.waiting().isEmpty()) {
      return POLL_MIN;
    }
    Duration patience = partitions.shards().stream().anyMatch(Shard::isBusy) ? POLL_BUSY : POLL_MAX;
    long now = desk.nanoTime().getAsLong();
    for (Shard shard : partitions.shards()) {
      OptionalLong due = shard.nextDueNanos();
      if (due.isPresent() && due.getAsLong() - now < patience.toNanos()) {
        patience = Duration.ofNanos(due.getAsLong() - now);
      }
    }
    return patience.compareTo(POLL_MIN) < 0 ? POLL_MIN : patience;
  }

  private void openWaiting() {
    List<Integer> waiting = partitions.waiting();
    if (waiting.isEmpty()) {
      return;
    }
    // The bus may be away for as long as it likes; the loader has a limit of its own.
    heartbeat.rest();
    Map<Integer, ShardState> states = loader.load(waiting);
    heartbeat.beat();
    states.forEach(
        (number, state) -> partitions.open(number, state, new Shard(number, state, desk)));
  }

  private void commit(Instant now) {
    partitions.shards().forEach(Shard::record);
    boolean stale = !now.isBefore(committedAt.plus(COMMIT_AT_LEAST));
    if (!desk.ledger().isOpen() && !(stale && isAnyTouched())) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    partitions.shards().forEach(shard -> shard.addOffsets(offsets));
    heartbeat.rest();
    desk.ledger().commit(offsets, consumer.groupMetadata());
    heartbeat.beat();
    partitions.shards().forEach(Shard::committed);
    committedAt = now;
  }

  private boolean isAnyTouched() {
    return partitions.shards().stream().anyMatch(Shard::isTouched);
  }

  /** Undoes the last turn: settles its transaction and begins again from what is committed. */
  void recover() {
    heartbeat.rest();
    desk.counters().restarts.increment();
    partitions.closeAll();
    desk.ledger().restart();
  }

  /** Whether the group has given this instance its place, which may be one without partitions. */
  boolean isMember() {
    return consumer.groupMetadata().generationId() > 0;
  }

  /** Whether every partition that is here is worked on. */
  boolean isSettled() {
    return partitions.waiting().isEmpty();
  }

  @Override
  public void close() {
    partitions.closeAll();
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    desk.ledger().close();
    loader.close();
  }
}
