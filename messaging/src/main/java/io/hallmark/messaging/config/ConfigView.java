package io.hallmark.messaging.config;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.SchemasOnDemand;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.wire.membership.ConfigRecord;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** The configuration that was published for workers, as it is now. Safe for concurrent use. */
public final class ConfigView implements AutoCloseable {
  private final CompactedView<ConfigSection> view;
  private final Runnable closeSchemas;

  private ConfigView(CompactedView<ConfigSection> view, Runnable closeSchemas) {
    this.view = view;
    this.closeSchemas = closeSchemas;
  }

  /** Returns at once; reads in the background, sections of other versions too. */
  public static ConfigView start(Bus bus, String clientId, MeterRegistry metrics) {
    SchemasOnDemand schemas = SchemasOnDemand.of(bus, clientId, metrics);
    return start(WorkerEnvironment.unwatched(bus, metrics).with(schemas), clientId, schemas::close);
  }

  /** The same for a worker, whose watchdog then watches the view's thread. */
  public static ConfigView start(WorkerEnvironment environment, String clientId) {
    return start(environment, clientId, () -> {});
  }

  private static ConfigView start(
      WorkerEnvironment environment, String clientId, Runnable closeSchemas) {
    Codec<ConfigRecord> codec = environment.codec(ConfigRecord.class);
    return new ConfigView(
        CompactedView.start(
            environment,
            TopicCatalogue.CONFIG,
            clientId,
            (key, bytes) -> read(codec.decode(bytes))),
        closeSchemas);
  }

  public Optional<ConfigSection> section(String name) {
    return view.get(name);
  }

  /** Runs {@code listener} on the view's thread after changes. It must be quick. */
  public void onChange(Runnable listener) {
    view.onChange(listener);
  }

  public boolean isComplete() {
    return view.isComplete();
  }

  public Readiness readiness() {
    return view.readiness();
  }

  @Override
  public void close() {
    view.close();
    closeSchemas.run();
  }

  private static ConfigSection read(ConfigRecord from) {
    return new ConfigSection(from.getSection(), from.getVersion(), from.getYaml());
  }
}
