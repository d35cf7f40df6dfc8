package io.hallmark.messaging.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.TestBus;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.topic.Cleanup;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.Watchdog;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class CompactedViewTest {
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final Publication publication = Publication.open(TestBus.bus(), "view-test");
  private Topic topic;

  @BeforeEach
  void createTopic(TestInfo test) {
    topic =
        new Topic(
            "view-test-" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT),
            "",
            Cleanup.COMPACT,
            false,
            3,
            Duration.ZERO,
            Set.of(),
            Set.of());
  }

  @AfterEach
  void close() {
    publication.close();
  }

  @Test
  void view_newestValuesAndTombstones_areFollowed() {
    TopicCreation.create(TestBus.bus(), 3, topic);
    put("a", "1");
    put("b", "2");
    put("a", "3");
    put("c", "4");
    publication.remove(topic, "b");
    try (CompactedView<Integer> view = start()) {
      await().until(view::isComplete);
      assertThat(view.snapshot()).isEqualTo(Map.of("a", 3, "c", 4));
      AtomicInteger changes = new AtomicInteger();
      view.onChange(changes::incrementAndGet);
      publication.remove(topic, "c");
      await().until(() -> view.get("c").isEmpty());
      await().until(() -> changes.get() > 0);
    }
  }

  @Test
  void view_threadThatIsStuck_isFoundByTheWatchdog() {
    TopicCreation.create(TestBus.bus(), 1, topic);
    CountDownLatch end = new CountDownLatch(1);
    List<String> stuck = new CopyOnWriteArrayList<>();
    try (Watchdog watchdog = Watchdog.start(Duration.ofSeconds(2), stuck::add)) {
      WorkerEnvironment environment =
          new WorkerEnvironment(
              TestBus.bus(),
              "one",
              new SimpleMeterRegistry(),
              Clock.systemUTC(),
              watchdog::register);
      try (CompactedView<String> view =
          CompactedView.start(environment, topic, "watched", (key, value) -> key)) {
        await().until(view::isComplete);
        view.onChange(() -> awaitQuietly(end));
        put("a", "1");
        await()
            .untilAsserted(() -> assertThat(stuck).containsExactly("watched-view-" + topic.name()));
        end.countDown();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void view_malformedRecord_isCountedAndTheOldValueStays() {
    TopicCreation.create(TestBus.bus(), 3, topic);
    put("a", "1");
    put("a", "one");
    put("b", "2");
    try (CompactedView<Integer> view = start()) {
      await().until(view::isComplete);
      assertThat(view.snapshot()).isEqualTo(Map.of("a", 1, "b", 2));
      assertThat(metrics.counter("hallmark.view.malformed", "topic", topic.name()).count())
          .isEqualTo(1);
    }
  }

  @Test
  void view_topicThatDoesNotExistYet_isAwaited() {
    try (CompactedView<Integer> view = start()) {
      assertThat(view.isComplete()).isFalse();
      assertThat(view.readiness().waitingFor()).singleElement().asString().contains(topic.name());
      TopicCreation.create(TestBus.bus(), 1, topic);
      await().atMost(Duration.ofSeconds(20)).until(view::isComplete);
      assertThat(view.readiness().isReady()).isTrue();
    }
  }

  private CompactedView<Integer> start() {
    return CompactedView.start(
        TestBus.bus(),
        topic,
        "test",
        (key, bytes) -> Integer.valueOf(new String(bytes, StandardCharsets.UTF_8)),
        metrics);
  }

  private void put(String key, String value) {
    publication.put(topic, key, value.getBytes(StandardCharsets.UTF_8));
  }
}
