package io.hallmark.messaging.schema;

import io.hallmark.messaging.client.Bus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Reads topic {@code schemas} from the first time on that a schema is asked for: between two
 * upgrades nobody needs it, least of all a command that lives for a second. Safe for concurrent
 * use.
 */
public final class SchemasOnDemand implements WriterSchemas, AutoCloseable {
  private final Supplier<SchemaView> start;
  private SchemaView view;
  private boolean closed;

  /**
   * Reads nothing yet.
   *
   * @param start of the view; run once at most
   */
  public SchemasOnDemand(Supplier<SchemaView> start) {
    this.start = start;
  }

  /** Of a program without a watchdog. */
  public static SchemasOnDemand of(Bus bus, String clientId, MeterRegistry metrics) {
    return new SchemasOnDemand(() -> SchemaView.start(bus, clientId, metrics));
  }

  /** Does not wait: the first answers are empty, until the topic has been read. */
  @Override
  public synchronized Optional<Schema> find(long fingerprint) {
    if (view == null && !closed) {
      view = start.get();
    }
    return view == null ? Optional.empty() : view.find(fingerprint);
  }

  @Override
  public synchronized boolean isComplete() {
    return closed || (view != null && view.isComplete());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (view != null) {
      view.close();
    }
  }
}
