package io.hallmark.crypto.worker.following;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusUnavailableException;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic that this worker both follows and writes: what it has written counts once it is read
 * back, in the order in which every other worker reads it too. Safe for concurrent use.
 */
public final class WrittenTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenTopic.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Clock clock;
  private final Bus bus;
  private final Topic topic;
  private final String clientId;
  private Optional<Publication> publication = Optional.empty();

  /**
   * Nothing is opened yet.
   *
   * @param what the topic's part in the names of clients and threads: keys
   */
  public WrittenTopic(WorkerEnvironment environment, Topic topic, String what) {
    this.clock = environment.clock();
    this.bus = environment.bus();
    this.topic = topic;
    this.clientId = "crypto-worker-%s-%s".formatted(environment.instance(), what);
  }

  /** Names the follower of the topic. */
  public String clientId() {
    return clientId;
  }

  /** The follower has read something: those who wait look again. */
  public void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes one record.
   *
   * @param value null removes the key
   * @return false where the bus did not take it in time, or perhaps did
   */
  public boolean put(String key, byte[] value) {
    return written(key, () -> publication().put(topic, key, value));
  }

  /** Writes several records; false where the bus did not take all of them, or perhaps did. */
  public boolean putAll(Map<String, byte[]> records) {
    return written(records.size() + " records", () -> publication().putAll(topic, records));
  }

  /** Waits until what was read makes {@code seen} true, until {@code deadline} at most. */
  public boolean awaitTrue(BooleanSupplier seen, Instant deadline) throws InterruptedException {
    return await(() -> seen.getAsBoolean() ? Optional.of(true) : Optional.empty(), deadline)
        .isPresent();
  }

  /** Waits until what was read gives an answer, until {@code deadline} at most. */
  public <T> Optional<T> await(Supplier<Optional<T>> answer, Instant deadline)
      throws InterruptedException {
    long leftNanos = Duration.between(clock.instant(), deadline).toNanos();
    lock.lock();
    try {
      Optional<T> found = answer.get();
      while (found.isEmpty() && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
        found = answer.get();
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public synchronized void close() {
    publication.ifPresent(Publication::close);
  }

  private boolean written(String what, Runnable write) {
    try {
      write.run();
      return true;
    } catch (BusUnavailableException | KafkaException e) {
      LOG.warn("{}: {} could not be written: {}", topic.name(), what, e.getMessage());
      return false;
    }
  }

  /** Opened when first needed: a bus whose names don't resolve yet refuses a producer. */
  private synchronized Publication publication() {
    Publication open = publication.orElseGet(() -> Publication.open(bus, clientId + "-out"));
    publication = Optional.of(open);
    return open;
  }
}
