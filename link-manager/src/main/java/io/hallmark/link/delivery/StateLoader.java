package io.hallmark.link.delivery;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.p2p.ReceivedPosition;
import io.hallmark.messaging.wire.p2p.SenderProgress;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what was recorded for partitions that this instance has just been given. Confined to the
 * delivery thread.
 *
 * <p>The former owner may have died while it committed. So the group's offsets are asked for until
 * they are stable, and the records are read up to the end that counts open transactions too, by a
 * reader that waits for them: what it shows at that end is what was decided, not what was decided
 * so far.
 */
final class StateLoader implements AutoCloseable {
  /** Longer than a transaction may stay open. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Admin admin;
  private final Consumer<byte[], byte[]> reader;
  private final String group;
  private final Codec<ReceivedPosition> positions;
  private final Codec<SenderProgress> progress;

  private StateLoader(
      WorkerEnvironment environment, Admin admin, Consumer<byte[], byte[]> reader, String group) {
    this.admin = admin;
    this.reader = reader;
    this.group = group;
    this.positions = environment.codec(ReceivedPosition.class);
    this.progress = environment.codec(SenderProgress.class);
  }

  static StateLoader open(WorkerEnvironment environment, String clientId, String group) {
    Bus bus = environment.bus();
    return new StateLoader(
        environment,
        BusClients.admin(bus, clientId + "-state-admin"),
        BusClients.reader(bus, clientId + "-state"),
        group);
  }

  /**
   * The state of each partition.
   *
   * @throws KafkaException when the bus does not give it within the limit
   */
  Map<Integer, ShardState> load(Collection<Integer> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = committed();
    Map<Integer, ShardState> states = new HashMap<>();
    for (int partition : partitions) {
      states.put(
          partition,
          ShardState.empty(
              offset(offsets, Topics.out(partition)), offset(offsets, Topics.in(partition))));
    }
    read(partitions, states);
    return states;
  }

  private static OptionalLong offset(
      Map<TopicPartition, OffsetAndMetadata> offsets, TopicPartition partition) {
    OffsetAndMetadata offset = offsets.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() {
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().requireStable(true).timeoutMs((int) LIMIT.toMillis());
    return await(admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata());
  }

  private void read(Collection<Integer> partitions, Map<Integer, ShardState> states) {
    List<TopicPartition> sources = new ArrayList<>();
    for (int partition : partitions) {
      sources.add(Topics.received(partition));
      sources.add(Topics.delivery(partition));
    }
    Map<TopicPartition, Long> ends = ends(sources);
    reader.assign(sources);
    reader.seekToBeginning(sources);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!ends.entrySet().stream().allMatch(e -> reader.position(e.getKey()) >= e.getValue())) {
      if (System.nanoTime() - deadline > 0) {
        throw new KafkaException("positions could not be read within " + LIMIT);
      }
      reader.poll(POLL).forEach(record -> apply(record, states.get(record.partition())));
    }
    reader.assign(List.of());
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> sources) {
    Map<TopicPartition, OffsetSpec> latest =
        sources.stream().collect(Collectors.toMap(Function.identity(), s -> OffsetSpec.latest()));
    ListOffsetsResult result =
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
    Map<TopicPartition, Long> ends = new HashMap<>();
    sources.forEach(s -> ends.put(s, await(result.partitionResult(s)).offset()));
    return ends;
  }

  private void apply(ConsumerRecord<byte[], byte[]> record, ShardState state) {
    boolean received = record.topic().equals(TopicCatalogue.P2P_RECEIVED.name());
    Map<String, Long> into = received ? state.received() : state.acknowledged();
    String lane = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      into.remove(lane);
    } else if (received) {
      into.put(lane, positions.decode(record.value()).getDeliveredOffset());
    } else {
      into.put(lane, progress.decode(record.value()).getAcknowledgedOffset());
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("recorded state could not be had", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("recorded state could not be had within " + LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading recorded state", e);
    }
  }

  @Override
  public void close() {
    reader.close(CloseOptions.timeout(CLOSE_WITHIN));
    admin.close(CLOSE_WITHIN);
  }
}
