package io.hallmark.messaging.view;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.client.BusPatience;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.worker.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A view's thread: reads all partitions of a topic from the beginning, until it is closed. */
final class ViewLoop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ASK = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ViewLoop.class);

  /** Takes what is read, on the view's thread. */
  @FunctionalInterface
  interface Records {
    void accept(ConsumerRecord<byte[], byte[]> record);
  }

  private final Bus bus;
  private final Topic topic;
  private final String name;
  private final Records records;
  private final Runnable changed;
  private final Supplier<Heartbeat> heartbeats;
  private final BusPatience patience;
  private final Thread thread;
  private volatile boolean complete;
  private volatile Consumer<byte[], byte[]> reader;

  ViewLoop(
      Bus bus,
      Topic topic,
      String clientId,
      Records records,
      Runnable changed,
      Supplier<Heartbeat> heartbeats) {
    this.heartbeats = heartbeats;
    this.bus = bus;
    this.topic = topic;
    this.records = records;
    this.changed = changed;
    name = clientId + "-view-" + topic.name();
    patience = new BusPatience(name, theTopic());
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  String topic() {
    return topic.name();
  }

  boolean isComplete() {
    return complete;
  }

  String waitingFor() {
    return patience.waitingFor();
  }

  private void run() {
    patience.until(theTopic(), () -> BusClients.reader(bus, name)).ifPresent(this::runWith);
  }

  private void runWith(Consumer<byte[], byte[]> consumer) {
    reader = consumer;
    try {
      patience.until(theTopic(), () -> assign(consumer)).ifPresent(ends -> follow(consumer, ends));
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  /** Where the topic ends now; null while it does not exist. */
  private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> consumer) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic.name(), ASK);
    if (infos == null || infos.isEmpty()) {
      return null;
    }
    List<TopicPartition> partitions =
        infos.stream().map(i -> new TopicPartition(i.topic(), i.partition())).toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return ends;
  }

  private void follow(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    patience.await("the end of " + theTopic());
    try (Heartbeat heartbeat = heartbeats.get()) {
      while (!patience.isStopped() && step(consumer, ends)) {
        heartbeat.beat();
      }
    }
  }

  /** Reads what there is; false where the thread was told to end. */
  private boolean step(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    try {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      polled.forEach(records::accept);
      if (noteCompletion(consumer, ends) || !polled.isEmpty()) {
        changed.run();
      }
    } catch (WakeupException e) {
      LOG.debug("{}: woken to stop", name);
    } catch (InterruptException e) {
      LOG.debug("{}: interrupted", name);
      return false;
    } catch (KafkaException e) {
      LOG.warn("{}: cannot be read now: {}", name, e.getMessage());
      patience.pause();
    }
    return true;
  }

  /** Whether the view became complete just now. */
  private boolean noteCompletion(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    if (complete) {
      return false;
    }
    complete =
        ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey(), ASK) >= e.getValue());
    if (complete) {
      LOG.info("{}: complete", name);
    }
    return complete;
  }

  private String theTopic() {
    return "topic %s on the bus at %s".formatted(topic.name(), bus.bootstrapServers());
  }

  @Override
  public void close() {
    patience.stop();
    Optional.ofNullable(reader).ifPresent(r -> r.wakeup());
    try {
      thread.join(3 * CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
