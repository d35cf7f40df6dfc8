package io.hallmark.crypto.cli.audit;

import io.hallmark.messaging.schema.SchemaView;
import io.hallmark.messaging.schema.WriterSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;

/** Schemas of other versions that wrote to the trail, where the bus knows them. */
final class TrailSchemas implements WriterSchemas, AutoCloseable {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long WAIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

  private final Optional<SchemaView> view;

  private TrailSchemas(Optional<SchemaView> view) {
    this.view = view;
  }

  static TrailSchemas of(TrailSource source) {
    String client = "crypto-audit-%016x".formatted(ThreadLocalRandom.current().nextLong());
    return new TrailSchemas(
        source.onBus().map(bus -> SchemaView.start(bus, client, new SimpleMeterRegistry())));
  }

  /** Waits, if it must, until the view is complete: only for what this version does not know. */
  @Override
  public Optional<Schema> find(long fingerprint) {
    long beganNanos = System.nanoTime();
    while (view.isPresent()
        && !view.get().readiness().isReady()
        && System.nanoTime() - beganNanos < WAIT_NANOS_MAX) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return view.flatMap(known -> known.find(fingerprint));
  }

  @Override
  public void close() {
    view.ifPresent(SchemaView::close);
  }
}
