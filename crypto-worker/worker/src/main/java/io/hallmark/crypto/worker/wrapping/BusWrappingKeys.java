package io.hallmark.crypto.worker.wrapping;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusUnavailableException;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.wire.crypto.WrappingKeyRecord;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wrapping keys on {@code crypto.wrapping}, which every worker of the cluster follows; a few
 * for each tenant. Safe for concurrent use.
 */
public final class BusWrappingKeys implements WrappingKeyRegistry, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusWrappingKeys.class);
  private static final Duration BUS_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final Codec<WrappingKeyRecord> codec = Codec.of(WrappingKeyRecord.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Clock clock;
  private final Bus bus;
  private final String clientId;
  private final CompactedView<TenantWrappingKey> view;
  private Optional<Publication> publication = Optional.empty();

  private BusWrappingKeys(WorkerEnvironment environment) {
    this.bus = environment.bus();
    this.clientId = "crypto-worker-" + environment.instance() + "-wrapping";
    this.clock = environment.clock();
    this.view =
        CompactedView.start(
            bus,
            TopicCatalogue.CRYPTO_WRAPPING,
            clientId,
            (key, bytes) -> TenantWrappingKey.of(codec.decode(bytes)),
            environment.metrics());
    view.onChange(this::tell);
  }

  /** Returns at once; reads in the background. */
  public static BusWrappingKeys start(WorkerEnvironment environment) {
    return new BusWrappingKeys(environment);
  }

  public Readiness readiness() {
    return view.readiness();
  }

  @Override
  public Optional<TenantWrappingKey> newest(String tenant) {
    List<TenantWrappingKey> all = all(Optional.of(tenant));
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  @Override
  public Optional<TenantWrappingKey> find(String tenant, int generation) {
    return view.get(tenant + "/" + generation);
  }

  @Override
  public List<TenantWrappingKey> all(Optional<String> tenant) {
    return view.snapshot().values().stream()
        .filter(key -> tenant.map(key.tenant()::equals).orElse(true))
        .sorted(
            Comparator.comparing(TenantWrappingKey::tenant)
                .thenComparing(TenantWrappingKey::generation))
        .toList();
  }

  @Override
  public CryptoResult<TenantWrappingKey> put(TenantWrappingKey key, Instant deadline)
      throws InterruptedException {
    try {
      publication().put(TopicCatalogue.CRYPTO_WRAPPING, key.name(), codec.encode(key.toWire()));
    } catch (BusUnavailableException | KafkaException e) {
      LOG.warn("wrapping key {} could not be written: {}", key.name(), e.getMessage());
      return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
    }
    long leftNanos = Duration.between(clock.instant(), deadline).toNanos();
    lock.lock();
    try {
      while (!isSeen(key) && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
      }
    } finally {
      lock.unlock();
    }
    return isSeen(key)
        ? new CryptoResult.Done<>(key)
        : new CryptoResult.Refused<>(
            new Refusal(
                Refusal.Reason.EXPIRED,
                "wrapping key %s was not read back before the deadline".formatted(key.name())));
  }

  @Override
  public void close() {
    view.close();
    closePublication();
  }

  private boolean isSeen(TenantWrappingKey key) {
    return view.get(key.name()).equals(Optional.of(key));
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

  private void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
