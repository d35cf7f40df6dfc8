package io.hallmark.tools.kafkasetup;

import java.util.Map;

/** A topic as the bus has it. */
record ExistingTopic(
    String name, int partitions, int replicationFactor, Map<String, String> settings) {
  ExistingTopic {
    settings = Map.copyOf(settings);
  }
}
