package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.tools.kafkasetup.SetupOptions;
import io.hallmark.tools.kafkasetup.TopicSetup;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka that others have packed and set up, as a user's will be. */
class ContainerKafkaTest {
  @Test
  void setUp_onAStockBroker_createsEveryTopicAndTheSecondTimeNothing() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "skipped: there is no Docker here for a Kafka container");
    try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.0")) {
      kafka.start();
      Bus bus = Bus.at(kafka.getBootstrapServers());
      assertThat(TopicSetup.apply(bus, SetupOptions.DEFAULT))
          .hasSizeGreaterThanOrEqualTo(TopicCatalogue.all().size());
      assertThat(TopicSetup.apply(bus, SetupOptions.DEFAULT)).isEmpty();
    }
  }
}
