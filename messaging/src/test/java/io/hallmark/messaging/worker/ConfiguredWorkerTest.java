package io.hallmark.messaging.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.TestBus;
import io.hallmark.messaging.config.ConfigPublication;
import io.hallmark.messaging.config.ConfigSection;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfiguredWorkerTest {
  /** The configuration of the worker under test. */
  public record Settings(Integer size) {}

  private final List<Settings> started = new CopyOnWriteArrayList<>();
  private final WorkerEnvironment environment =
      new WorkerEnvironment(TestBus.bus(), "one", new SimpleMeterRegistry(), Clock.systemUTC());

  @BeforeEach
  void createTopic() {
    TopicCreation.create(TestBus.bus(), 1, TopicCatalogue.CONFIG);
  }

  @Test
  void start_publishedSection_isWhatTheWorkerGets() {
    publish("published", 1, "size: 3");
    try (Worker worker = start("published")) {
      await().until(() -> worker.readiness().isReady());
      assertThat(started).containsExactly(new Settings(3));
    }
  }

  @Test
  void start_noSection_takesTheDefaults() {
    try (Worker worker = start("absent")) {
      await().until(() -> worker.readiness().isReady());
      assertThat(started).containsExactly(new Settings(null));
    }
  }

  @Test
  void start_faultySection_saysWhatIsWrongAndWaitsForACorrectOne() {
    publish("faulty", 1, "sise: 3");
    try (Worker worker = start("faulty")) {
      await()
          .untilAsserted(
              () ->
                  assertThat(worker.readiness().waitingFor().toString())
                      .contains("section faulty of topic config, version 1")
                      .contains("sise"));
      assertThat(started).isEmpty();
      publish("faulty", 2, "size: 4");
      await().until(() -> worker.readiness().isReady());
      assertThat(started).containsExactly(new Settings(4));
    }
  }

  private Worker start(String section) {
    return ConfiguredWorker.start(
        environment,
        section,
        Settings.class,
        (ignored, settings) -> {
          started.add(settings);
          return new ReadyWorker();
        });
  }

  private static void publish(String section, long version, String yaml) {
    try (ConfigPublication publication = ConfigPublication.open(TestBus.bus())) {
      publication.publish(new ConfigSection(section, version, yaml));
    }
  }

  private static final class ReadyWorker implements Worker {
    @Override
    public Readiness readiness() {
      return Readiness.READY;
    }

    @Override
    public void close() {}
  }
}
