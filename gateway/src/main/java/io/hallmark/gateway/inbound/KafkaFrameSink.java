package io.hallmark.gateway.inbound;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.ClientSettings;
import io.hallmark.messaging.topic.LinkPartitions;
import io.hallmark.messaging.wire.link.LinkFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes frames to {@code link.in} straight from the event loops. Safe for concurrent use.
 *
 * <p>The producer may not block ({@code max.block.ms} 0): it fails at once where it would wait for
 * metadata or for room in its buffer. So that it need not wait for metadata, a thread of ours asks
 * for it before the gateway is ready, and the producer never forgets it.
 */
final class KafkaFrameSink implements FrameSink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaFrameSink.class);
  private static final long METADATA_IDLE_MILLIS = TimeUnit.DAYS.toMillis(365);
  private static final long ASK_AGAIN_MILLIS = 100;
  private static final int SAY_SO_EVERY = 50;
  private static final Duration CLOSE_TIME = Duration.ofSeconds(3);

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread asking;
  private volatile int partitions;

  private KafkaFrameSink(String topic, Producer<byte[], byte[]> producer) {
    this.topic = topic;
    this.producer = producer;
    this.asking = new Thread(this::askForPartitions, "gateway-link-in");
    asking.setDaemon(true);
  }

  /**
   * Opens a producer and begins to ask for the topic.
   *
   * @param busTimeout for Kafka to acknowledge a record
   */
  static KafkaFrameSink open(Bus bus, String topic, String clientId, Duration busTimeout) {
    Map<String, Object> settings = ClientSettings.producer(bus, clientId);
    int millis = Math.toIntExact(busTimeout.toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE_MILLIS);
    KafkaFrameSink sink = new KafkaFrameSink(topic, new KafkaProducer<>(settings));
    sink.asking.start();
    return sink;
  }

  /** Whether the topic is known. */
  boolean isReady() {
    return partitions > 0;
  }

  private void askForPartitions() {
    for (int asked = 1; partitions == 0; asked++) {
      try {
        partitions = producer.partitionsFor(topic).size();
      } catch (KafkaException e) {
        if (asked % SAY_SO_EVERY == 0) {
          log.info("waiting for topic {} on the bus: {}", topic, e.getMessage());
        }
        if (stopsWithin(ASK_AGAIN_MILLIS)) {
          return;
        }
      }
    }
  }

  private boolean stopsWithin(long millis) {
    try {
      return stop.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  // What a record comes to is heard by the callback.
  @SuppressWarnings("FutureReturnValueIgnored")
  @Override
  public CompletableFuture<Outcome> write(List<AdmittedFrame> frames) {
    int count = partitions;
    if (count == 0) {
      return CompletableFuture.completedFuture(Outcome.UNAVAILABLE);
    }
    Batch batch = new Batch(frames.size());
    for (AdmittedFrame frame : frames) {
      try {
        producer.send(record(frame, count), batch);
      } catch (KafkaException | IllegalStateException e) {
        // Not by way of the callback: the producer is closed or beyond help.
        batch.failed(e);
        break;
      }
    }
    return batch.outcome;
  }

  private ProducerRecord<byte[], byte[]> record(AdmittedFrame frame, int count) {
    int partition = LinkPartitions.of(frame.frame(), count);
    return new ProducerRecord<>(topic, partition, key(frame.frame()), frame.bytes());
  }

  /** The lane in words; the partition is chosen above and not by this. */
  private static byte[] key(LinkFrame frame) {
    String lane =
        String.join(
            "|",
            frame.getGroup(),
            frame.getSource(),
            frame.getDestination(),
            Integer.toString(frame.getLane().getPartition()));
    return lane.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    stop.countDown();
    producer.close(CLOSE_TIME);
  }

  /** Waits for all records of one request. */
  private final class Batch implements Callback {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final AtomicInteger left;
    private final AtomicBoolean said = new AtomicBoolean();

    Batch(int size) {
      left = new AtomicInteger(size);
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure != null) {
        failed(failure);
      } else if (left.decrementAndGet() == 0) {
        outcome.complete(Outcome.STORED);
      }
    }

    void failed(Exception failure) {
      if (said.compareAndSet(false, true)) {
        log.warn("frames of a request did not get onto {}: {}", topic, failure.toString());
      }
      outcome.complete(Outcome.UNAVAILABLE);
    }
  }
}
