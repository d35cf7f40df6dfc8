package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusUnavailableException;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * The registry on {@code crypto.keys}, which every worker of the cluster follows. Safe for
 * concurrent use.
 */
public final class BusKeyRegistry implements KeyRegistry, AutoCloseable {
  private static final Duration BUS_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final Codec<KeyRecord> codec = Codec.of(KeyRecord.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Clock clock;
  private final Bus bus;
  private final String clientId;
  private final CompactedView<RegisteredKey> view;
  private Optional<Publication> publication = Optional.empty();

  private BusKeyRegistry(WorkerEnvironment environment) {
    this.bus = environment.bus();
    this.clientId = "crypto-worker-" + environment.instance() + "-keys";
    this.clock = environment.clock();
    this.view =
        CompactedView.start(
            bus, TopicCatalogue.CRYPTO_KEYS, clientId, this::decode, environment.metrics());
    view.onChange(this::tell);
  }

  /** Returns at once; reads in the background. */
  public static BusKeyRegistry start(WorkerEnvironment environment) {
    return new BusKeyRegistry(environment);
  }

  /** Ready once all keys that were known when it started have been read. */
  public Readiness readiness() {
    return view.readiness();
  }

  @Override
  public Optional<RegisteredKey> find(KeyName name) {
    return view.get(name.toString());
  }

  @Override
  public Stream<RegisteredKey> all() {
    return view.snapshot().values().stream();
  }

  @Override
  public CryptoResult<RegisteredKey> add(RegisteredKey key, Instant deadline)
      throws InterruptedException {
    KeyRecord wire = KeyRecords.toWire(key);
    try {
      publication()
          .put(TopicCatalogue.CRYPTO_KEYS, key.info().name().toString(), codec.encode(wire));
    } catch (BusUnavailableException | KafkaException e) {
      // The key stays in the token, where the next attempt finds and adopts it.
      return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
    }
    return awaitSeen(key.info().name(), wire, deadline);
  }

  @Override
  public void close() {
    view.close();
    closePublication();
  }

  /** Opened when first needed: a bus whose names don't resolve yet refuses a producer. */
  private synchronized Publication publication() {
    Publication open = publication.orElseGet(() -> Publication.open(bus, clientId + "-out"));
    publication = Optional.of(open);
    return open;
  }

  private synchronized void closePublication() {
    publication.ifPresent(Publication::close);
  }

  private CryptoResult<RegisteredKey> awaitSeen(KeyName name, KeyRecord wire, Instant deadline)
      throws InterruptedException {
    long leftNanos = Duration.between(clock.instant(), deadline).toNanos();
    lock.lock();
    try {
      Optional<RegisteredKey> seen = find(name, wire);
      while (seen.isEmpty() && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
        seen = find(name, wire);
      }
      return seen.<CryptoResult<RegisteredKey>>map(CryptoResult.Done::new)
          .orElseGet(() -> late(name));
    } finally {
      lock.unlock();
    }
  }

  /** The key where it is as it was written: a key that changes is there before, as it was. */
  private Optional<RegisteredKey> find(KeyName name, KeyRecord asWritten) {
    return find(name).filter(key -> KeyRecords.toWire(key).equals(asWritten));
  }

  private static CryptoResult<RegisteredKey> late(KeyName name) {
    return new CryptoResult.Refused<>(
        new Refusal(
            Refusal.Reason.EXPIRED,
            "key %s was written but not read back before the deadline".formatted(name)));
  }

  private RegisteredKey decode(String key, byte[] value) {
    RegisteredKey registered = KeyRecords.toKey(codec.decode(value));
    if (!registered.info().name().toString().equals(key)) {
      throw new IllegalArgumentException(
          "key \"%s\" has the record of %s".formatted(key, registered.info().name()));
    }
    return registered;
  }

  private void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
