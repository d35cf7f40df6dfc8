package io.hallmark.messaging.config;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.Codec;
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

  private ConfigView(CompactedView<ConfigSection> view) {
    this.view = view;
  }

  /** Returns at once; reads in the background. */
  public static ConfigView start(Bus bus, String clientId, MeterRegistry metrics) {
    return start(WorkerEnvironment.unwatched(bus, metrics), clientId);
  }

  /** The same for a worker, whose watchdog then watches the view's thread. */
  public static ConfigView start(WorkerEnvironment environment, String clientId) {
    Codec<ConfigRecord> codec = environment.codec(ConfigRecord.class);
    return new ConfigView(
        CompactedView.start(
            environment,
            TopicCatalogue.CONFIG,
            clientId,
            (key, bytes) -> read(codec.decode(bytes))));
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
  }

  private static ConfigSection read(ConfigRecord from) {
    return new ConfigSection(from.getSection(), from.getVersion(), from.getYaml());
  }
}
