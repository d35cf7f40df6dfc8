package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCreation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What is to be done so that the bus is as the catalogue says. Pure: it compares, and others do.
 *
 * <p>Positions of lanes and progress of links are kept by partition number, and partition n of the
 * stateful topics belongs to one link manager. So they all have one number of partitions, and it
 * never changes: a plan that would change it cannot be made.
 */
final class TopicPlan {
  /** With so many replicas one may be away and an acknowledged record is still on two. */
  private static final int REPLICAS_FOR_TWO_IN_SYNC = 3;

  private final Map<String, ExistingTopic> existing;
  private final SetupOptions options;
  private final List<String> refusals = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private TopicPlan(Map<String, ExistingTopic> existing, SetupOptions options) {
    this.existing = existing;
    this.options = options;
  }

  /**
   * @throws SetupRefusedException with every reason at once
   */
  static List<Step> of(
      List<Topic> catalogue, Map<String, ExistingTopic> existing, SetupOptions options) {
    TopicPlan plan = new TopicPlan(existing, options);
    int spread = plan.spreadPartitions(catalogue);
    catalogue.forEach(topic -> plan.add(topic, spread));
    if (!plan.refusals.isEmpty()) {
      throw new SetupRefusedException(plan.refusals);
    }
    return List.copyOf(plan.steps);
  }

  /** The number of partitions of topics that are spread, where they are still to be made. */
  private int spreadPartitions(List<Topic> catalogue) {
    int fallback = catalogue.stream().mapToInt(Topic::partitions).max().orElse(1);
    TreeSet<Integer> counts =
        catalogue.stream()
            // A topic of one partition is not spread: its number says nothing about the others'.
            .filter(topic -> topic.stateful() && topic.partitions() > 1)
            .map(topic -> existing.get(topic.name()))
            .filter(Objects::nonNull)
            .map(ExistingTopic::partitions)
            .collect(Collectors.toCollection(TreeSet::new));
    if (counts.size() > 1) {
      refusals.add(
          "stateful topics have different numbers of partitions (%s), expected one for all;"
                  .formatted(counts)
              + " delete those that were made wrongly");
    }
    if (options.partitions().isPresent()) {
      return options.partitions().getAsInt();
    }
    return counts.isEmpty() ? fallback : counts.first();
  }

  private void add(Topic topic, int spread) {
    int wanted = topic.partitions() == 1 ? 1 : spread;
    ExistingTopic found = existing.get(topic.name());
    if (found == null) {
      short replicas = options.replicationFactor();
      steps.add(new Step.Create(topic.name(), wanted, replicas, settings(topic, replicas)));
      return;
    }
    addPartitions(topic, found, wanted);
    addSettings(topic, found);
  }

  private void addPartitions(Topic topic, ExistingTopic found, int wanted) {
    if (found.partitions() == wanted || options.partitions().isEmpty()) {
      return;
    }
    if (topic.stateful()) {
      refusals.add(
          "topic %s is stateful and has %d partitions, asked for %d, expected the number it was"
                  .formatted(topic.name(), found.partitions(), wanted)
              + " created with; leave out --partitions");
    } else if (found.partitions() > wanted) {
      refusals.add(
          "topic %s has %d partitions, asked for %d, expected as many or more; Kafka cannot take"
                  .formatted(topic.name(), found.partitions(), wanted)
              + " partitions away");
    } else {
      steps.add(new Step.AddPartitions(topic.name(), found.partitions(), wanted));
    }
  }

  private void addSettings(Topic topic, ExistingTopic found) {
    settings(topic, found.replicationFactor())
        .forEach(
            (name, value) -> {
              String now = found.settings().getOrDefault(name, "nothing");
              if (!now.equals(value)) {
                steps.add(new Step.Set(topic.name(), name, now, value));
              }
            });
  }

  private static Map<String, String> settings(Topic topic, int replicas) {
    Map<String, String> settings = new HashMap<>(TopicCreation.settings(topic));
    if (replicas >= REPLICAS_FOR_TWO_IN_SYNC) {
      settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return settings;
  }
}
