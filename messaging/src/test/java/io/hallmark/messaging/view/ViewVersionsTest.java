package io.hallmark.messaging.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.TestBus;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.config.ConfigSection;
import io.hallmark.messaging.config.ConfigView;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.OtherVersion;
import io.hallmark.messaging.schema.SchemasOnDemand;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.membership.ConfigRecord;
import io.hallmark.messaging.wire.membership.GroupRecord;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Workers read what another version left on a compacted topic, over a real broker. */
class ViewVersionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final MeterRegistry METRICS = new SimpleMeterRegistry();
  private static final SchemasOnDemand SCHEMAS =
      SchemasOnDemand.of(TestBus.bus(), "view-versions-test", METRICS);
  private static final WorkerEnvironment ENVIRONMENT =
      new WorkerEnvironment(TestBus.bus(), "versions-1", METRICS, Clock.systemUTC()).with(SCHEMAS);

  @AfterAll
  static void close() {
    SCHEMAS.close();
  }

  @Test
  void section_publishedByANewerVersion_isReadByTheOlderWorker() {
    OtherVersion newer = OtherVersion.newer(ConfigRecord.getClassSchema(), "noveltyOfConfig");
    newer.publish(TestBus.bus());
    put(TopicCatalogue.CONFIG, "of-newer", newer, new ConfigRecord("of-newer", 7L, "a: 1"));

    try (ConfigView view = ConfigView.start(ENVIRONMENT, "versions-config")) {
      await().atMost(PATIENCE).until(view::isComplete);
      assertThat(view.section("of-newer")).contains(new ConfigSection("of-newer", 7L, "a: 1"));
    }
  }

  /** One that took it for absent would give the next one the number of the first again. */
  @Test
  void section_publishedByANewerVersion_isReadByTheOlderTool() {
    OtherVersion newer = OtherVersion.newer(ConfigRecord.getClassSchema(), "noveltyForTools");
    newer.publish(TestBus.bus());
    put(TopicCatalogue.CONFIG, "for-tools", newer, new ConfigRecord("for-tools", 9L, "c: 3"));

    try (ConfigView view = ConfigView.start(TestBus.bus(), "versions-tool", METRICS)) {
      await().atMost(PATIENCE).until(view::isComplete);
      assertThat(view.section("for-tools")).map(ConfigSection::version).contains(9L);
    }
  }

  @Test
  void section_thatOvertookItsSchema_isReadOnceTheSchemaIsThere() {
    OtherVersion late = OtherVersion.newer(ConfigRecord.getClassSchema(), "noveltyThatIsLate");
    try (ConfigView view = ConfigView.start(ENVIRONMENT, "versions-late");
        Publication publication = Publication.open(TestBus.bus(), "versions-late")) {
      await().atMost(PATIENCE).until(view::isComplete);
      ConfigRecord section = new ConfigRecord("of-late", 8L, "b: 2");
      publication.put(TopicCatalogue.CONFIG, "of-late", late.encode(section));
      late.publish(publication);

      await().atMost(PATIENCE).until(() -> view.section("of-late").isPresent());
    }
  }

  @Test
  void group_publishedByAnOlderVersion_hasTheDefaultOfWhatCameLater() {
    OtherVersion older =
        OtherVersion.withoutLastField(GroupRecord.getClassSchema(), "eventHorizonMillis");
    older.publish(TestBus.bus());
    GroupRecord group = new GroupRecord("of-older", List.of(), 1_000, 5L);
    put(TopicCatalogue.MEMBERSHIP_GROUPS, "of-older", older, group);

    Codec<GroupRecord> codec = ENVIRONMENT.codec(GroupRecord.class);
    try (CompactedView<GroupRecord> view =
        CompactedView.start(
            ENVIRONMENT,
            TopicCatalogue.MEMBERSHIP_GROUPS,
            "versions-groups",
            (key, bytes) -> codec.decode(bytes))) {
      await().atMost(PATIENCE).until(view::isComplete);
      assertThat(view.get("of-older"))
          .contains(new GroupRecord("of-older", List.of(), 1_000, 604_800_000L));
    }
  }

  private static void put(Topic topic, String key, OtherVersion version, SpecificRecord record) {
    try (Publication publication = Publication.open(TestBus.bus(), "view-versions-test")) {
      publication.put(topic, key, version.encode(record));
    }
  }
}
