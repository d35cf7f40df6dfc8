package io.hallmark.tools.broker;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;

/**
 * The real Kafka broker inside this JVM: {@link KafkaRaftServer}, controller and broker in one, on
 * formatted storage, on the loopback interface. For tests and for clusters on one machine; it keeps
 * one replica of everything.
 *
 * <p>A folder that a broker has used can be given again: topics, records and the cluster id are
 * still there. Safe for concurrent use.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Another process can take a port between the moment we choose it and the moment we bind it. */
  private static final int START_ATTEMPTS_MAX = 5;

  private final KafkaRaftServer server;
  private final int port;
  private boolean closed;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts on a free port. Returns when clients can connect. */
  public static EmbeddedBroker start(Path logDir) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(logDir, Ports.free());
      } catch (BrokerStartException e) {
        if (attempt == START_ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  /**
   * Starts on the given port. Returns when clients can connect.
   *
   * @throws BrokerStartException if the port is taken or the folder is not a broker's
   */
  public static EmbeddedBroker start(Path logDir, int port) {
    BrokerLogs.quieten();
    Path dir = logDir.toAbsolutePath().normalize();
    Ports.requireFree(port);
    Storage.formatIfNew(dir);
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(BrokerSettings.of(dir, port, Ports.free())), Time.SYSTEM);
    try {
      server.startup();
    } catch (KafkaException e) {
      server.shutdown();
      throw new BrokerStartException(
          "broker did not start on port %d in %s (%s), expected a folder of this version's broker"
                  .formatted(port, dir, e.getMessage())
              + "; give an empty folder with --dir",
          e);
    }
    return new EmbeddedBroker(server, port);
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return BrokerSettings.LOOPBACK + ":" + port;
  }

  public int port() {
    return port;
  }

  /** Stops the broker and waits for its end. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
  }
}
