package io.hallmark.messaging.schema;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schemas that anyone on the bus writes with, as published on the {@code schemas} topic, so
 * that an older worker reads a newer one's records. A schema whose fingerprint is not the key it
 * stands under is not taken. Safe for concurrent use.
 */
public final class SchemaView implements WriterSchemas, AutoCloseable {
  /** Many times our largest. A schema is parsed by everybody, so nobody may publish a huge one. */
  static final int SCHEMA_BYTES_MAX = 256 * 1024;

  private final CompactedView<Schema> view;

  private SchemaView(CompactedView<Schema> view) {
    this.view = view;
  }

  /** Returns at once; reads in the background. */
  public static SchemaView start(Bus bus, String clientId, MeterRegistry metrics) {
    return new SchemaView(
        CompactedView.start(bus, TopicCatalogue.SCHEMAS, clientId, SchemaView::parse, metrics));
  }

  /** The same for a worker, whose watchdog then watches the view's thread. */
  public static SchemaView start(WorkerEnvironment environment, String clientId) {
    return new SchemaView(
        CompactedView.start(environment, TopicCatalogue.SCHEMAS, clientId, SchemaView::parse));
  }

  @Override
  public Optional<Schema> find(long fingerprint) {
    return view.get(key(fingerprint));
  }

  @Override
  public boolean isComplete() {
    return view.isComplete();
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
    return HexFormat.of().toHexDigits(fingerprint);
  }

  private static Schema parse(String key, byte[] json) {
    if (json.length > SCHEMA_BYTES_MAX) {
      throw new MalformedRecordException(
          "schema %s has %d bytes, expected at most %d"
              .formatted(key, json.length, SCHEMA_BYTES_MAX));
    }
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
