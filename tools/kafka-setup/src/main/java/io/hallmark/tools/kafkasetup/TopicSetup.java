package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.SchemaPublication;
import io.hallmark.messaging.topic.TopicCatalogue;
import java.util.List;

/**
 * Makes the bus as the catalogue says: creates the topics that are missing, corrects settings, and
 * refuses to touch what workers' state depends on. Running it again changes nothing. Safe for
 * concurrent use.
 */
public final class TopicSetup {
  private TopicSetup() {}

  /**
   * Applies the catalogue and publishes the schemas that this version writes with, or says what
   * that would do to topics.
   *
   * @return what was done or, in a dry run, would be, in words; empty where all is as it should be
   * @throws SetupRefusedException before anything was changed, with every reason
   * @throws SetupFailedException when the bus cannot be reached or does not do it
   */
  public static List<String> apply(Bus bus, SetupOptions options) {
    try (TopicAdmin admin = new TopicAdmin(bus)) {
      List<Step> steps =
          TopicPlan.of(TopicCatalogue.all(), admin.existing(TopicCatalogue.all()), options);
      if (!options.dryRun()) {
        admin.apply(steps);
        // Writers' schemas, so that a worker of another version can read what this one writes.
        SchemaPublication.publishAll(bus);
      }
      return steps.stream().map(Step::words).toList();
    }
  }
}
