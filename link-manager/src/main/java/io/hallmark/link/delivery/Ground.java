package io.hallmark.link.delivery;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/**
 * What the bus is like, as far as lanes depend on it.
 *
 * @param cluster Kafka's cluster id
 * @param topicId Kafka's id of {@code p2p.out}
 * @param partitions of {@code p2p.out} and the topics that go with it
 */
record Ground(String cluster, UUID topicId, int partitions) {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<Topic> SAME =
      List.of(
          TopicCatalogue.P2P_OUT,
          TopicCatalogue.LINK_IN,
          TopicCatalogue.P2P_DELIVERY,
          TopicCatalogue.P2P_RECEIVED);

  /**
   * Asks the bus.
   *
   * @throws KafkaException where it doesn't answer, a topic is missing, or partitions differ
   */
  static Ground read(Bus bus, String clientId) {
    try (Admin admin = BusClients.admin(bus, clientId + "-ground")) {
      String cluster = await(admin.describeCluster().clusterId());
      Map<String, TopicDescription> topics =
          await(admin.describeTopics(SAME.stream().map(Topic::name).toList()).allTopicNames());
      TopicDescription out = topics.get(TopicCatalogue.P2P_OUT.name());
      topics.values().forEach(topic -> requireSame(out, topic));
      Uuid id = out.topicId();
      return new Ground(
          cluster,
          new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
          out.partitions().size());
    }
  }

  private static void requireSame(TopicDescription out, TopicDescription other) {
    if (other.partitions().size() != out.partitions().size()) {
      throw new KafkaException(
          "topic %s has %d partitions and %s has %d; they must have the same number"
              .formatted(
                  out.name(), out.partitions().size(), other.name(), other.partitions().size()));
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("no answer within " + LIMIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking the bus", e);
    }
  }
}
