package io.hallmark.messaging.client;

import io.hallmark.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes single records where it matters that they are there: each call returns when the bus has
 * the record. For set-up, not for traffic. Safe for concurrent use.
 */
public final class Publication implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;

  private Publication(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  public static Publication open(Bus bus, String clientId) {
    return new Publication(BusClients.producer(bus, clientId));
  }

  /**
   * Sets the value of a key.
   *
   * @throws BusUnavailableException when the bus does not take it within the delivery timeout
   */
  public void put(Topic topic, String key, byte[] value) {
    try {
      producer.send(record(topic, key, value)).get();
    } catch (ExecutionException e) {
      throw new BusUnavailableException(what(topic, key), e.getCause());
    } catch (KafkaException e) {
      throw new BusUnavailableException(what(topic, key), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusUnavailableException(what(topic, key), e);
    }
  }

  /**
   * Sets the values of several keys at once.
   *
   * @throws BusUnavailableException when the bus does not take all of them within the delivery
   *     timeout; it may have taken some
   */
  public void putAll(Topic topic, Map<String, byte[]> values) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      values.forEach((key, value) -> sent.add(producer.send(record(topic, key, value))));
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new BusUnavailableException(all(topic, values), e.getCause());
    } catch (KafkaException e) {
      throw new BusUnavailableException(all(topic, values), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusUnavailableException(all(topic, values), e);
    }
  }

  /** Removes a key from a compacted topic. */
  public void remove(Topic topic, String key) {
    put(topic, key, null);
  }

  @Override
  public void close() {
    producer.close();
  }

  private static ProducerRecord<byte[], byte[]> record(Topic topic, String key, byte[] value) {
    return new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static String all(Topic topic, Map<String, byte[]> values) {
    return "acknowledgements of %d records on %s".formatted(values.size(), topic.name());
  }

  private static String what(Topic topic, String key) {
    return "an acknowledgement of \"%s\" on %s".formatted(key, topic.name());
  }
}
