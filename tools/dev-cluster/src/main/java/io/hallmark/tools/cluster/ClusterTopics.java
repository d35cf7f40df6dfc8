package io.hallmark.tools.cluster;

import io.hallmark.messaging.client.Bus;
import io.hallmark.tools.kafkasetup.SetupOptions;
import io.hallmark.tools.kafkasetup.TopicSetup;

/** The topics of a cluster, as kafka-setup makes them. */
final class ClusterTopics {
  private ClusterTopics() {}

  static void create(Bus bus) {
    TopicSetup.apply(bus, SetupOptions.DEFAULT);
  }
}
