package io.hallmark.messaging.topic;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics of the catalogue. What exists is left as it is; see {@code kafka-setup}. */
public final class TopicCreation {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final short ONE_REPLICA = 1;

  private TopicCreation() {}

  /** As {@link #create(Bus, short, int, List)}, each with one replica. */
  public static void create(Bus bus, int partitions, Topic... topics) {
    create(bus, ONE_REPLICA, partitions, List.of(topics));
  }

  /** Creates each with the catalogue's own number of partitions and one replica. */
  public static void create(Bus bus, List<Topic> topics) {
    createAll(bus, topics.stream().map(t -> newTopic(t, t.partitions(), ONE_REPLICA)).toList());
  }

  /**
   * Creates the topics that do not exist yet, and returns when the broker has made them.
   *
   * @param partitions of each
   * @throws TopicCreationException when the bus cannot be reached or refuses
   */
  public static void create(Bus bus, short replicas, int partitions, List<Topic> topics) {
    createAll(bus, topics.stream().map(t -> newTopic(t, partitions, replicas)).toList());
  }

  /** The topic as Kafka's admin client wants it. */
  public static NewTopic newTopic(Topic topic, int partitions, short replicas) {
    return new NewTopic(topic.name(), partitions, replicas).configs(settings(topic));
  }

  /** Kafka's settings of the topic. */
  public static Map<String, String> settings(Topic topic) {
    if (topic.cleanup() == Cleanup.COMPACT) {
      return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    long retentionMillis = topic.retention().isZero() ? -1 : topic.retention().toMillis();
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retentionMillis));
  }

  private static void createAll(Bus bus, List<NewTopic> topics) {
    try (Admin admin = BusClients.admin(bus, "topic-creation")) {
      admin.createTopics(topics).values().forEach(TopicCreation::await);
    }
  }

  private static void await(String name, KafkaFuture<Void> creation) {
    try {
      creation.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new TopicCreationException(name, e.getCause());
      }
    } catch (TimeoutException e) {
      throw new TopicCreationException(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicCreationException(name, e);
    }
  }
}
