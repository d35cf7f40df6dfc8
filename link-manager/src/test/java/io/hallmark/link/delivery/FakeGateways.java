package io.hallmark.link.delivery;

import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.LinkPartitions;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.link.LinkFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Carries frames from one cluster's {@code link.out} to another's {@code link.in}; can be told to
 * lose, double, delay, truncate and mutate them.
 */
final class FakeGateways implements AutoCloseable {
  private static final Codec<LinkFrame> FRAMES = Codec.of(LinkFrame.class);

  private final Consumer<byte[], byte[]> from;
  private final Producer<byte[], byte[]> to;
  private final Thread thread;
  private final Random random;
  private final List<ProducerRecord<byte[], byte[]>> delayed = new ArrayList<>();
  private volatile boolean stopped;
  private volatile int lossPercent;
  private volatile int doublePercent;
  private volatile int delayPercent;
  private volatile int mutatePercent;

  FakeGateways(TestCluster from, TestCluster to, long seed) {
    this.from = BusClients.reader(from.bus(), "fake-gateway");
    this.to = BusClients.producer(to.bus(), "fake-gateway");
    this.random = new Random(seed);
    this.thread = new Thread(this::run, "fake-gateway");
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < TestCluster.PARTITIONS; i++) {
      all.add(new TopicPartition(TopicCatalogue.LINK_OUT.name(), i));
    }
    this.from.assign(all);
    this.from.seekToBeginning(all);
    thread.start();
  }

  /** From now on. */
  void disturb(int loss, int doubling, int delay, int mutation) {
    lossPercent = loss;
    doublePercent = doubling;
    delayPercent = delay;
    mutatePercent = mutation;
  }

  /** Puts bytes that are no frame on the other side. */
  void inject(byte[] value) {
    send(new ProducerRecord<>(TopicCatalogue.LINK_IN.name(), 0, null, value));
  }

  private void run() {
    while (!stopped) {
      from.poll(Duration.ofMillis(10)).forEach(record -> carry(record.value()));
      while (!delayed.isEmpty() && random.nextInt(3) == 0) {
        send(delayed.remove(random.nextInt(delayed.size())));
      }
    }
    from.close();
    to.close();
  }

  private void carry(byte[] value) {
    LinkFrame frame = FRAMES.decode(value);
    int partition = LinkPartitions.of(frame, TestCluster.PARTITIONS);
    byte[] sent = happens(mutatePercent) ? mutated(value) : value;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TopicCatalogue.LINK_IN.name(), partition, null, sent);
    if (happens(lossPercent)) {
      return;
    }
    if (happens(delayPercent)) {
      delayed.add(record);
    } else {
      send(record);
    }
    if (happens(doublePercent)) {
      send(record);
    }
  }

  private byte[] mutated(byte[] value) {
    if (random.nextBoolean()) {
      return java.util.Arrays.copyOf(value, random.nextInt(value.length));
    }
    byte[] copy = value.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 + random.nextInt(255));
    return copy;
  }

  private boolean happens(int percent) {
    return random.nextInt(100) < percent;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = to.send(record);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
