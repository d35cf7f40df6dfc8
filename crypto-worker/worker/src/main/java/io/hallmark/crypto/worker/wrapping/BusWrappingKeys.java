package io.hallmark.crypto.worker.wrapping;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.worker.following.WrittenTopic;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.wire.crypto.WrappingKeyRecord;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The wrapping keys on {@code crypto.wrapping}, which every worker of the cluster follows; a few
 * for each tenant. Safe for concurrent use.
 */
public final class BusWrappingKeys implements WrappingKeyRegistry, AutoCloseable {
  private static final Duration BUS_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final Codec<WrappingKeyRecord> codec;
  private final WrittenTopic topic;
  private final CompactedView<TenantWrappingKey> view;

  private BusWrappingKeys(WorkerEnvironment environment) {
    this.codec = environment.codec(WrappingKeyRecord.class);
    this.topic = new WrittenTopic(environment, TopicCatalogue.CRYPTO_WRAPPING, "wrapping");
    this.view =
        CompactedView.start(
            environment,
            TopicCatalogue.CRYPTO_WRAPPING,
            topic.clientId(),
            (key, bytes) -> TenantWrappingKey.of(codec.decode(bytes)));
    view.onChange(topic::tell);
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
    if (!topic.put(key.name(), codec.encode(key.toWire()))) {
      return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
    }
    return topic.awaitTrue(() -> isSeen(key), deadline)
        ? new CryptoResult.Done<>(key)
        : new CryptoResult.Refused<>(
            new Refusal(
                Refusal.Reason.EXPIRED,
                "wrapping key %s was not read back before the deadline".formatted(key.name())));
  }

  @Override
  public void close() {
    view.close();
    topic.close();
  }

  private boolean isSeen(TenantWrappingKey key) {
    return view.get(key.name()).equals(Optional.of(key));
  }
}
