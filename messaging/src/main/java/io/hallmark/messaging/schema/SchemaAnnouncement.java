package io.hallmark.messaging.schema;

import io.hallmark.messaging.client.BusPatience;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.worker.WorkerEnvironment;

/**
 * Publishes this version's schemas when a worker starts, in the background and for as long as it
 * takes, so that workers of the version before read what it writes. Only for roles that may write
 * topic {@code schemas}. Safe for concurrent use.
 */
public final class SchemaAnnouncement implements AutoCloseable {
  private static final String TOPIC = "topic " + TopicCatalogue.SCHEMAS.name();
  private static final long JOIN_MILLIS_MAX = 2_000;

  private final BusPatience patience;
  private final Thread thread;

  private SchemaAnnouncement(WorkerEnvironment environment, String clientId) {
    patience = new BusPatience(clientId, TOPIC);
    thread = new Thread(() -> announce(environment, clientId), clientId);
    thread.setDaemon(true);
  }

  /** Returns at once. */
  public static SchemaAnnouncement start(WorkerEnvironment environment, String kind) {
    SchemaAnnouncement announcement =
        new SchemaAnnouncement(environment, kind + "-" + environment.instance() + "-schemas");
    announcement.thread.start();
    return announcement;
  }

  private void announce(WorkerEnvironment environment, String clientId) {
    Boolean unused =
        patience
            .until(
                TOPIC,
                () -> {
                  SchemaPublication.publishAll(environment.bus(), clientId);
                  return true;
                })
            .orElse(false);
  }

  /** Stops trying. Idempotent. */
  @Override
  public void close() {
    patience.stop();
    thread.interrupt();
    try {
      thread.join(JOIN_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
