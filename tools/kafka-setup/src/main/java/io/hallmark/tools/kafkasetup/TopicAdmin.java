package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;

/** Asks and tells the brokers. Confined to one thread. */
final class TopicAdmin implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final long VISIBLE_POLL_NANOS = Duration.ofMillis(20).toNanos();

  private final Bus bus;
  private final Admin admin;

  TopicAdmin(Bus bus) {
    this.bus = bus;
    this.admin = BusClients.admin(bus, "kafka-setup");
  }

  /** Those of the catalogue that exist, by name. */
  Map<String, ExistingTopic> existing(List<Topic> catalogue) {
    Set<String> all = await("list topics", admin.listTopics().names());
    List<String> names = catalogue.stream().map(Topic::name).filter(all::contains).toList();
    Map<String, TopicDescription> described =
        await("describe topics", admin.describeTopics(names).allTopicNames());
    List<ConfigResource> resources = names.stream().map(TopicAdmin::resource).toList();
    Map<ConfigResource, Config> configs =
        await("describe topics' settings", admin.describeConfigs(resources).all());
    Map<String, ExistingTopic> topics = new HashMap<>();
    described.forEach(
        (name, topic) ->
            topics.put(
                name,
                new ExistingTopic(
                    name,
                    topic.partitions().size(),
                    topic.partitions().get(0).replicas().size(),
                    values(configs.get(resource(name))))));
    return topics;
  }

  /** Does all of it, new topics in one request; returns when the broker shows them. */
  void apply(List<Step> steps) {
    List<NewTopic> topics = new ArrayList<>();
    steps.forEach(step -> step.fold(new Doing(topics)));
    if (!topics.isEmpty()) {
      await("create topics", admin.createTopics(topics).all());
      awaitVisible(topics.stream().map(NewTopic::name).toList());
    }
  }

  /** A controller makes topics, and a broker hears of them a moment later. */
  private void awaitVisible(List<String> names) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!await("list topics", admin.listTopics().names()).containsAll(names)) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw failed("see the new topics", new TimeoutException("not within " + TIMEOUT));
      }
      LockSupport.parkNanos(VISIBLE_POLL_NANOS);
    }
  }

  /** Collects topics to be made, does the rest at once. */
  private final class Doing implements Step.Cases<Void> {
    private final List<NewTopic> topics;

    Doing(List<NewTopic> topics) {
      this.topics = topics;
    }

    @Override
    public Void create(Step.Create step) {
      topics.add(
          new NewTopic(step.topic(), step.partitions(), step.replicationFactor())
              .configs(step.settings()));
      return null;
    }

    @Override
    public Void addPartitions(Step.AddPartitions step) {
      NewPartitions partitions = NewPartitions.increaseTo(step.to());
      return await(step.words(), admin.createPartitions(Map.of(step.topic(), partitions)).all());
    }

    @Override
    public Void set(Step.Set step) {
      AlterConfigOp op =
          new AlterConfigOp(new ConfigEntry(step.name(), step.to()), AlterConfigOp.OpType.SET);
      return await(
          step.words(),
          admin.incrementalAlterConfigs(Map.of(resource(step.topic()), List.of(op))).all());
    }
  }

  void create(List<AclBinding> acls) {
    await("create ACLs", admin.createAcls(acls).all());
  }

  private <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(what, e.getCause());
    } catch (TimeoutException e) {
      throw failed(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(what, e);
    }
  }

  private SetupFailedException failed(String what, Throwable cause) {
    return new SetupFailedException(
        "bus %s: could not %s (%s), expected brokers that run and allow it; check --bus and"
                .formatted(bus.bootstrapServers(), what, cause.getMessage())
            + " --bus-properties",
        cause);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static Map<String, String> values(Config config) {
    Map<String, String> values = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        values.put(entry.name(), entry.value());
      }
    }
    return values;
  }

  @Override
  public void close() {
    admin.close(TIMEOUT);
  }
}
