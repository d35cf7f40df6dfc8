package io.hallmark.messaging.view;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * Follows a compacted topic for a store of the caller's own, as {@link CompactedView} does for a
 * map: for topics whose values are too many to be held decoded. Safe for concurrent use.
 *
 * <p>A record that cannot be read is counted, logged and skipped. When the bus is away the follower
 * waits, and catches up later.
 */
public final class TopicFollower implements AutoCloseable {
  private final ViewLoop loop;

  private TopicFollower(ViewLoop loop) {
    this.loop = loop;
  }

  /**
   * Returns at once; reads in the background.
   *
   * @param clientId names the thread and the Kafka client; by convention kind and instance
   * @param sink takes what is read
   * @param changed runs on the follower's thread after changes, several at once perhaps, and when
   *     all that was there at the start has been read; it must be quick
   */
  public static TopicFollower start(
      Bus bus,
      Topic topic,
      String clientId,
      TopicSink sink,
      Runnable changed,
      MeterRegistry metrics) {
    return start(WorkerEnvironment.unwatched(bus, metrics), topic, clientId, sink, changed);
  }

  /** The same for a worker, whose watchdog then watches the follower's thread. */
  public static TopicFollower start(
      WorkerEnvironment environment,
      Topic topic,
      String clientId,
      TopicSink sink,
      Runnable changed) {
    ViewRecords records = new ViewRecords(topic, sink, environment.metrics());
    ViewLoop loop =
        new ViewLoop(
            environment.bus(), topic, clientId, records::accept, changed, environment.heartbeats());
    loop.start();
    return new TopicFollower(loop);
  }

  /** Whether all that was in the topic at the start has been read. Stays true. */
  public boolean isComplete() {
    return loop.isComplete();
  }

  public Readiness readiness() {
    return isComplete() ? Readiness.READY : new Readiness(List.of(loop.waitingFor()));
  }

  /** Stops following. Idempotent. */
  @Override
  public void close() {
    loop.close();
  }
}
