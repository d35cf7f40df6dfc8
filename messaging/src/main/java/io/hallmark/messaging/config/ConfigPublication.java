package io.hallmark.messaging.config;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.membership.ConfigRecord;

/**
 * Publishes configuration that was validated. Each call returns when the bus has the record, and
 * throws {@link io.hallmark.messaging.client.BusUnavailableException} when it does not take it.
 * Safe for concurrent use.
 */
public final class ConfigPublication implements AutoCloseable {
  private final Codec<ConfigRecord> codec = Codec.of(ConfigRecord.class);
  private final Publication publication;

  private ConfigPublication(Publication publication) {
    this.publication = publication;
  }

  public static ConfigPublication open(Bus bus) {
    return new ConfigPublication(Publication.open(bus, "config-publication"));
  }

  public void publish(ConfigSection section) {
    publication.put(
        TopicCatalogue.CONFIG,
        section.section(),
        codec.encode(new ConfigRecord(section.section(), section.version(), section.yaml())));
  }

  @Override
  public void close() {
    publication.close();
  }
}
