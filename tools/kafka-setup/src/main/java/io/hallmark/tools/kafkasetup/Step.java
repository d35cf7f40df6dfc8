package io.hallmark.tools.kafkasetup;

import java.util.Map;

/** One thing to be done to a topic. */
sealed interface Step {
  String topic();

  /** In words, as printed. */
  String words();

  <R> R fold(Cases<R> cases);

  /** One answer for each case. */
  interface Cases<R> {
    R create(Create step);

    R addPartitions(AddPartitions step);

    R set(Set step);
  }

  /** Makes the topic. */
  record Create(String topic, int partitions, short replicationFactor, Map<String, String> settings)
      implements Step {
    @Override
    public String words() {
      return "create %s (%d partitions, %d replicas, %s)"
          .formatted(topic, partitions, replicationFactor, settings);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.create(this);
    }
  }

  /** Adds partitions to a topic whose number of partitions is nobody's state. */
  record AddPartitions(String topic, int from, int to) implements Step {
    @Override
    public String words() {
      return "change %s from %d to %d partitions".formatted(topic, from, to);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.addPartitions(this);
    }
  }

  /** Sets one of the topic's settings to what the catalogue says. */
  record Set(String topic, String name, String from, String to) implements Step {
    @Override
    public String words() {
      return "set %s of %s from %s to %s".formatted(name, topic, from, to);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.set(this);
    }
  }
}
