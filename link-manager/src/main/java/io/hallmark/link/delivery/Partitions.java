package io.hallmark.link.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions this instance has, and the shards that work on them. Confined to the delivery
 * thread, on which the consumer calls back too.
 *
 * <p>A shard works only while both of its partitions are here, since only then nobody else can be
 * its owner. Until its state is loaded they are paused.
 */
final class Partitions implements ConsumerRebalanceListener {
  private final Consumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> owned = new HashSet<>();
  private final Map<Integer, Shard> shards = new TreeMap<>();
  private final Set<Integer> held = new HashSet<>();

  Partitions(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    owned.addAll(partitions);
    consumer.pause(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(owned::remove);
    for (TopicPartition partition : partitions) {
      close(partition.partition());
    }
  }

  private void close(int number) {
    Shard shard = shards.remove(number);
    held.remove(number);
    if (shard != null) {
      shard.close();
      // The other half may stay, but has nothing to do alone.
      pause(number);
    }
  }

  private void pause(int number) {
    consumer.pause(
        List.of(Topics.out(number), Topics.in(number)).stream().filter(owned::contains).toList());
  }

  /** Numbers whose partitions are both here and that have no shard yet. */
  List<Integer> waiting() {
    return owned.stream()
        .filter(Topics::isOut)
        .map(TopicPartition::partition)
        .filter(number -> owned.contains(Topics.in(number)) && !shards.containsKey(number))
        .sorted()
        .toList();
  }

  /** Begins to work on a partition from where it was left. */
  void open(int number, ShardState state, Shard shard) {
    shards.put(number, shard);
    seek(Topics.out(number), state.outOffset());
    seek(Topics.in(number), state.inOffset());
    consumer.resume(List.of(Topics.out(number), Topics.in(number)));
  }

  private void seek(TopicPartition partition, java.util.OptionalLong offset) {
    if (offset.isPresent()) {
      consumer.seek(partition, offset.getAsLong());
    } else {
      consumer.seekToBeginning(List.of(partition));
    }
  }

  /** Closes every shard; what they had not committed is begun again from what was. */
  void closeAll() {
    List.copyOf(shards.keySet()).forEach(this::close);
  }

  Collection<Shard> shards() {
    return shards.values();
  }

  /** The shard of a number; null where it is not ours. */
  Shard shard(int number) {
    return shards.get(number);
  }

  /** Stops reading {@code p2p.out} where too much waits for a peer, and goes on later. */
  void throttle(long unacknowledgedBytesMax) {
    for (Shard shard : shards.values()) {
      TopicPartition out = Topics.out(shard.number());
      long bytes = shard.unacknowledgedBytes();
      if (bytes > unacknowledgedBytesMax && held.add(shard.number())) {
        consumer.pause(List.of(out));
      } else if (bytes <= unacknowledgedBytesMax / 2 && held.remove(shard.number())) {
        consumer.resume(List.of(out));
      }
    }
  }
}
