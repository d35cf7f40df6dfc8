package io.hallmark.messaging.view;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.worker.Heartbeat;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest value of each key of a compacted topic, followed for as long as the view is open. Safe
 * for concurrent use.
 *
 * <p>A record that cannot be read is counted, logged and skipped: the key keeps the value it had. A
 * record without a value removes its key. When the bus is away the view keeps what it has, and
 * catches up later.
 */
public final class CompactedView<V> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CompactedView.class);

  private final ConcurrentMap<String, V> values = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ViewLoop loop;

  private CompactedView(
      Bus bus,
      Topic topic,
      String clientId,
      ViewDecoder<V> decoder,
      MeterRegistry metrics,
      Supplier<Heartbeat> heartbeats) {
    ViewRecords records = new ViewRecords(topic, new MapSink<>(values, decoder), metrics);
    loop = new ViewLoop(bus, topic, clientId, records::accept, this::changed, heartbeats);
  }

  /**
   * Returns at once; reads in the background.
   *
   * @param clientId names the thread and the Kafka client; by convention kind and instance
   * @param decoder makes a value of a record's; what it throws makes the record malformed
   */
  public static <V> CompactedView<V> start(
      Bus bus, Topic topic, String clientId, ViewDecoder<V> decoder, MeterRegistry metrics) {
    return start(bus, topic, clientId, decoder, metrics, () -> Heartbeat.NONE);
  }

  /** The same for a worker, whose watchdog then watches the view's thread. */
  public static <V> CompactedView<V> start(
      WorkerEnvironment environment, Topic topic, String clientId, ViewDecoder<V> decoder) {
    return start(
        environment.bus(),
        topic,
        clientId,
        decoder,
        environment.metrics(),
        environment.heartbeats());
  }

  private static <V> CompactedView<V> start(
      Bus bus,
      Topic topic,
      String clientId,
      ViewDecoder<V> decoder,
      MeterRegistry metrics,
      Supplier<Heartbeat> heartbeats) {
    CompactedView<V> view = new CompactedView<>(bus, topic, clientId, decoder, metrics, heartbeats);
    view.loop.start();
    return view;
  }

  /** A view of Avro records as they are. */
  public static <V extends SpecificRecord> CompactedView<V> start(
      Bus bus, Topic topic, String clientId, Codec<V> codec, MeterRegistry metrics) {
    return start(bus, topic, clientId, (key, bytes) -> codec.decode(bytes), metrics);
  }

  public Optional<V> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A copy of all there is now. */
  public Map<String, V> snapshot() {
    return Map.copyOf(values);
  }

  /**
   * Runs {@code listener} on the view's thread after changes, several changes at once perhaps, and
   * when the view becomes complete. It must be quick.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Whether all that was in the topic when the view started has been read. Stays true. */
  public boolean isComplete() {
    return loop.isComplete();
  }

  public Readiness readiness() {
    return isComplete() ? Readiness.READY : new Readiness(List.of(loop.waitingFor()));
  }

  private void changed() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        // A listener's fault must not keep the others and the view from what comes next.
        LOG.error("a listener of {} failed", loop.topic(), e);
      }
    }
  }

  /** Stops following. What was read stays readable. Idempotent. */
  @Override
  public void close() {
    loop.close();
  }
}
