package io.hallmark.messaging.view;

import io.hallmark.messaging.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies records to a sink. Confined to the follower's thread. */
final class ViewRecords {
  private static final Logger LOG = LoggerFactory.getLogger(ViewRecords.class);

  private final TopicSink sink;
  private final Counter malformed;

  ViewRecords(Topic topic, TopicSink sink, MeterRegistry metrics) {
    this.sink = sink;
    malformed =
        Counter.builder("hallmark.view.malformed")
            .description("Records that could not be read, skipped")
            .tag("topic", topic.name())
            .register(metrics);
    Gauge.builder("hallmark.view.keys", sink, TopicSink::size)
        .description("Keys with a value")
        .tag("topic", topic.name())
        .register(metrics);
  }

  void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      apply(record);
    } catch (RuntimeException e) {
      malformed.increment();
      LOG.warn(
          "record at {}-{} offset {} is skipped: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      throw new IllegalArgumentException("it has no key");
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      sink.remove(key);
    } else {
      sink.put(key, record.value());
    }
  }
}
