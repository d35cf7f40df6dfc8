package io.hallmark.messaging.client;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the bus is and what a client needs to reach it. Immutable.
 *
 * @param bootstrapServers {@code host:port[,host:port]}
 * @param properties further Kafka client properties (security and the like); ours in {@link
 *     ClientSettings} win over them
 */
public record Bus(String bootstrapServers, Map<String, String> properties) {
  /** As Kafka reads it: a protocol may stand before. */
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z_]+://)?([^\\s:/\\[\\]]+|\\[[0-9A-Fa-f:.%]+]):[0-9]{1,5}");

  public Bus {
    if (bootstrapServers == null || bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "the bus has no address, expected HOST:PORT[,HOST:PORT]; give it with --bus");
    }
    properties = Map.copyOf(properties);
  }

  /**
   * Refuses what Kafka would only name long after the start.
   *
   * @throws IllegalArgumentException where an address is not HOST:PORT
   */
  public Bus requireAddresses() {
    for (String address : bootstrapServers.split(",", -1)) {
      if (!ADDRESS.matcher(address.strip()).matches()) {
        throw new IllegalArgumentException(
            "the bus is at \"%s\", expected HOST:PORT[,HOST:PORT]; correct --bus"
                .formatted(bootstrapServers));
      }
    }
    return this;
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
