package io.hallmark.messaging.schema;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.worker.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schemas that anyone on the bus writes with, as published on the {@code schemas} topic, so
 * that an older worker reads a newer one's records. A schema whose fingerprint is not the key it
 * stands under is not taken. Safe for concurrent use.
 */
public final class SchemaView implements WriterSchemas, AutoCloseable {
  private final CompactedView<Schema> view;

  private SchemaView(CompactedView<Schema> view) {
    this.view = view;
  }

  /** Returns at once; reads in the background. */
  public static SchemaView start(Bus bus, String clientId, MeterRegistry metrics) {
    return new SchemaView(
        CompactedView.start(bus, TopicCatalogue.SCHEMAS, clientId, SchemaView::parse, metrics));
  }

  @Override
  public Optional<Schema> find(long fingerprint) {
    return view.get(key(fingerprint));
  }

  public Readiness readiness() {
    return view.readiness();
  }

  @Override
  public void close() {
    view.close();
  }

  /** A fingerprint as it stands in the topic's keys: 16 lower-case hex digits. */
  static String key(long fingerprint) {
    return "%016x".formatted(fingerprint);
  }

  private static Schema parse(String key, byte[] json) {
    Schema schema = new Schema.Parser().parse(new String(json, StandardCharsets.UTF_8));
    String actual = key(SchemaNormalization.parsingFingerprint64(schema));
    if (!actual.equals(key)) {
      throw new MalformedRecordException(
          "schema %s stands under key %s, but its fingerprint is %s"
              .formatted(schema.getFullName(), key, actual));
    }
    return schema;
  }
}
