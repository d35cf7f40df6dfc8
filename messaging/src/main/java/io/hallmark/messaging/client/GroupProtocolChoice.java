package io.hallmark.messaging.client;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which protocol a group notices its dead, and how fast. Immutable.
 *
 * <p>The new protocol (KIP-848) takes its session timeout from the broker, where the smallest
 * allowed is 45 s unless someone lowered it; the classic one allows 6 s on a broker that nobody has
 * touched. So the broker's bounds decide: the new one where they allow {@link #SESSION}, else the
 * classic one.
 */
public final class GroupProtocolChoice {
  /** Within this a dead member's partitions move, where the broker allows it. */
  public static final Duration SESSION = Duration.ofSeconds(3);

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration CLASSIC_SESSION = Duration.ofSeconds(6);
  private static final Duration CLASSIC_HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String LEAST_SESSION = "group.consumer.min.session.timeout.ms";
  private static final String LEAST_HEARTBEAT = "group.consumer.min.heartbeat.interval.ms";
  private static final String GROUP_SESSION = "consumer.session.timeout.ms";
  private static final String GROUP_HEARTBEAT = "consumer.heartbeat.interval.ms";

  private static final Logger LOG = LoggerFactory.getLogger(GroupProtocolChoice.class);

  private final GroupProtocol protocol;
  private final String reason;

  private GroupProtocolChoice(GroupProtocol protocol, String reason) {
    this.protocol = protocol;
    this.reason = reason;
  }

  /** The classic protocol, for a named reason. */
  public static GroupProtocolChoice classic(String reason) {
    return new GroupProtocolChoice(GroupProtocol.CLASSIC, reason);
  }

  /**
   * Asks the broker for its bounds, sets the group's session timeout where they allow it, and logs
   * what was chosen and why. Blocks for at most 20 s.
   *
   * @throws BusUnavailableException when no broker answers
   */
  public static GroupProtocolChoice read(Bus bus, String groupId) {
    try (Admin admin = BusClients.admin(bus, groupId + "-protocol")) {
      GroupProtocolChoice choice = choose(admin, groupId);
      LOG.info("group {}: protocol {}, because {}", groupId, choice.protocol, choice.reason);
      return choice;
    }
  }

  public boolean isClassic() {
    return protocol == GroupProtocol.CLASSIC;
  }

  /** In words, why this protocol. */
  public String reason() {
    return reason;
  }

  void addTo(Map<String, Object> settings) {
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.name().toLowerCase(Locale.ROOT));
    if (isClassic()) {
      settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) CLASSIC_SESSION.toMillis());
      settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) CLASSIC_HEARTBEAT.toMillis());
    }
  }

  private static GroupProtocolChoice choose(Admin admin, String groupId) {
    Config broker = brokerConfig(admin);
    long leastSession = millis(broker, LEAST_SESSION);
    long leastHeartbeat = millis(broker, LEAST_HEARTBEAT);
    if (leastSession > SESSION.toMillis() || leastHeartbeat > HEARTBEAT.toMillis()) {
      return classic(
          "the broker allows the new one no session below %d ms and no heartbeat below %d ms; to have it lower %s to %d and %s to %d"
              .formatted(
                  leastSession,
                  leastHeartbeat,
                  LEAST_SESSION,
                  SESSION.toMillis(),
                  LEAST_HEARTBEAT,
                  HEARTBEAT.toMillis()));
    }
    return withGroupSession(admin, groupId);
  }

  private static GroupProtocolChoice withGroupSession(Admin admin, String groupId) {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, groupId);
    try {
      Config now = await(admin.describeConfigs(List.of(group)).values().get(group));
      if (millis(now, GROUP_SESSION) > SESSION.toMillis()) {
        await(
            admin
                .incrementalAlterConfigs(
                    Map.of(
                        group,
                        List.of(
                            set(GROUP_SESSION, SESSION.toMillis()),
                            set(GROUP_HEARTBEAT, HEARTBEAT.toMillis()))))
                .all());
      }
    } catch (ExecutionException e) {
      return classic(
          "the group's session timeout could not be set to %d ms: %s; let kafka-setup set it"
              .formatted(SESSION.toMillis(), e.getCause().getMessage()));
    }
    return new GroupProtocolChoice(
        GroupProtocol.CONSUMER,
        "the broker allows a session of %d ms".formatted(SESSION.toMillis()));
  }

  private static AlterConfigOp set(String name, long value) {
    return new AlterConfigOp(new ConfigEntry(name, Long.toString(value)), AlterConfigOp.OpType.SET);
  }

  private static Config brokerConfig(Admin admin) {
    try {
      int node = await(admin.describeCluster().nodes()).iterator().next().id();
      ConfigResource broker =
          new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
      return await(admin.describeConfigs(List.of(broker)).values().get(broker));
    } catch (ExecutionException e) {
      throw new BusUnavailableException("the broker's group settings", e.getCause());
    }
  }

  /** A broker too old to know the setting has no new protocol either. */
  private static long millis(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? Long.MAX_VALUE : Long.parseLong(entry.value());
  }

  private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BusUnavailableException("the broker's group settings", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusUnavailableException("the broker's group settings", e);
    }
  }
}
