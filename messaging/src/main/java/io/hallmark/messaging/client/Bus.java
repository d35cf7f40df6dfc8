package io.hallmark.messaging.client;

import java.util.Map;

/**
 * Where the bus is and what a client needs to reach it. Immutable.
 *
 * @param bootstrapServers {@code host:port[,host:port]}
 * @param properties further Kafka client properties (security and the like); ours in {@link
 *     ClientSettings} win over them
 */
public record Bus(String bootstrapServers, Map<String, String> properties) {
  public Bus {
    if (bootstrapServers == null || bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "bus: bootstrap servers are empty; give HOST:PORT[,HOST:PORT]");
    }
    properties = Map.copyOf(properties);
  }

  /** A bus without further properties. */
  public static Bus at(String bootstrapServers) {
    return new Bus(bootstrapServers, Map.of());
  }

  /** Properties may hold passwords, so only the address is printed. */
  @Override
  public String toString() {
    return "Bus[" + bootstrapServers + "]";
  }
}
