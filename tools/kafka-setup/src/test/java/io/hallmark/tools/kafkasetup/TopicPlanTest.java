package io.hallmark.tools.kafkasetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TopicPlanTest {
  private static final List<Topic> ALL = TopicCatalogue.all();

  @Test
  void plan_emptyBus_createsAll() {
    List<Step> steps = TopicPlan.of(ALL, Map.of(), SetupOptions.DEFAULT.withPartitions(4));

    assertThat(steps).hasSameSizeAs(ALL).allMatch(Step.Create.class::isInstance);
    assertThat(steps)
        .contains(
            new Step.Create(
                "p2p.out", 4, (short) 1, TopicCreation.settings(TopicCatalogue.P2P_OUT)),
            new Step.Create(
                "schemas", 1, (short) 1, TopicCreation.settings(TopicCatalogue.SCHEMAS)));
  }

  @Test
  void plan_busAsItShouldBe_isEmpty() {
    assertThat(TopicPlan.of(ALL, existing(8), SetupOptions.DEFAULT)).isEmpty();
    assertThat(TopicPlan.of(ALL, existing(5), SetupOptions.DEFAULT)).isEmpty();
  }

  @Test
  void plan_otherCountForStatefulTopics_isRefusedForEach() {
    assertThatThrownBy(
            () -> TopicPlan.of(ALL, existing(8), SetupOptions.DEFAULT.withPartitions(16)))
        .isInstanceOfSatisfying(
            SetupRefusedException.class,
            e ->
                assertThat(e.reasons())
                    .hasSize(4)
                    .anyMatch(reason -> reason.contains("p2p.out is stateful and has 8")));
  }

  @Test
  void plan_statefulTopicMissing_getsTheCountOfTheOthers() {
    Map<String, ExistingTopic> existing = existing(5);
    existing.remove("p2p.received");

    assertThat(TopicPlan.of(ALL, existing, SetupOptions.DEFAULT))
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Create.class, step -> assertThat(step.partitions()).isEqualTo(5));
  }

  @Test
  void plan_statefulTopicsDiffer_isRefused() {
    Map<String, ExistingTopic> existing = existing(5);
    existing.put("link.in", topic(TopicCatalogue.LINK_IN, 6));

    assertThatThrownBy(() -> TopicPlan.of(ALL, existing, SetupOptions.DEFAULT))
        .isInstanceOf(SetupRefusedException.class)
        .hasMessageContaining("[5, 6]");
  }

  @Test
  void plan_statelessTopicWithFewer_getsMorePartitions() {
    Map<String, ExistingTopic> existing = existing(8);
    existing.put("link.out", topic(TopicCatalogue.LINK_OUT, 2));

    assertThat(TopicPlan.of(ALL, existing, SetupOptions.DEFAULT.withPartitions(8)))
        .containsExactly(new Step.AddPartitions("link.out", 2, 8));
  }

  @Test
  void plan_statelessTopicWithMore_isRefused() {
    Map<String, ExistingTopic> existing = existing(8);
    existing.put("link.out", topic(TopicCatalogue.LINK_OUT, 9));

    assertThatThrownBy(() -> TopicPlan.of(ALL, existing, SetupOptions.DEFAULT.withPartitions(8)))
        .hasMessageContaining("cannot take partitions away");
  }

  @Test
  void plan_settingDiffers_isSet() {
    Map<String, ExistingTopic> existing = existing(8);
    existing.put("config", new ExistingTopic("config", 1, 1, Map.of("cleanup.policy", "delete")));

    assertThat(TopicPlan.of(ALL, existing, SetupOptions.DEFAULT))
        .containsExactly(new Step.Set("config", "cleanup.policy", "delete", "compact"));
  }

  @Test
  void plan_threeReplicas_wantsTwoInSync() {
    SetupOptions options = new SetupOptions(OptionalInt.empty(), (short) 3, false);

    assertThat(TopicPlan.of(ALL, Map.of(), options))
        .allSatisfy(
            step ->
                assertThat(((Step.Create) step).settings())
                    .containsEntry("min.insync.replicas", "2"));
  }

  private static Map<String, ExistingTopic> existing(int partitions) {
    Map<String, ExistingTopic> topics = new HashMap<>();
    for (Topic topic : ALL) {
      topics.put(topic.name(), topic(topic, topic.partitions() == 1 ? 1 : partitions));
    }
    return topics;
  }

  private static ExistingTopic topic(Topic topic, int partitions) {
    return new ExistingTopic(topic.name(), partitions, 1, TopicCreation.settings(topic));
  }
}
