package io.hallmark.tools.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a broker that stands alone on one machine: controller and broker in one, replicas
 * of nothing, loopback only.
 */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final String LOOPBACK = "127.0.0.1";

  private static final int INTERNAL_PARTITIONS = 5;

  private BrokerSettings() {}

  static Map<String, String> of(Path logDir, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    addQuorum(settings, port, controllerPort);
    addSingleReplica(settings);
    addGroupBounds(settings);
    addStorage(settings, logDir);
    return settings;
  }

  private static void addQuorum(Map<String, String> settings, int port, int controllerPort) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@" + LOOPBACK + ":" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(LOOPBACK, port, CONTROLLER_LISTENER, LOOPBACK, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port);
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    // Topics come from the catalogue alone; a mistyped name must fail, not make a topic.
    settings.put("auto.create.topics.enable", "false");
    settings.put("controlled.shutdown.enable", "false");
  }

  private static void addSingleReplica(Map<String, String> settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", Integer.toString(INTERNAL_PARTITIONS));
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", Integer.toString(INTERNAL_PARTITIONS));
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
  }

  /**
   * A stock broker takes 45 s to notice a dead member of a group (KIP-848) and refuses less. With
   * these bounds a worker may ask for 3 s, and a killed one's work moves on at once.
   */
  private static void addGroupBounds(Map<String, String> settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "3000");
    settings.put("group.consumer.min.session.timeout.ms", "3000");
    settings.put("group.consumer.session.timeout.ms", "3000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "500");
    settings.put("group.consumer.heartbeat.interval.ms", "500");
    // A killed producer's transaction holds up read_committed readers until it is aborted.
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static void addStorage(Map<String, String> settings, Path logDir) {
    settings.put("log.dirs", logDir.toString());
    settings.put("log.segment.bytes", Integer.toString(64 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    settings.put("log.cleaner.threads", "1");
    settings.put("message.max.bytes", Integer.toString(10 << 20));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
  }
}
