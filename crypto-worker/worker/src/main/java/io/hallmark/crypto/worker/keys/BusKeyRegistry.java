package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.worker.following.WrittenTopic;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.TopicFollower;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry on {@code crypto.keys}, which every worker of the cluster follows. Safe for
 * concurrent use.
 */
public final class BusKeyRegistry implements KeyRegistry, AutoCloseable {
  private static final Duration BUS_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private static final Duration CHANGED_RETRY_AFTER = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(BusKeyRegistry.class);

  private final Codec<KeyRecord> codec;
  private final WrittenTopic topic;
  private final StoredKeys keys;
  private final TopicFollower follower;

  private BusKeyRegistry(WorkerEnvironment environment) {
    this.codec = environment.codec(KeyRecord.class);
    this.keys = new StoredKeys(codec);
    this.topic = new WrittenTopic(environment, TopicCatalogue.CRYPTO_KEYS, "keys");
    this.follower =
        TopicFollower.start(
            environment, TopicCatalogue.CRYPTO_KEYS, topic.clientId(), keys, topic::tell);
  }

  /** Returns at once; reads in the background. */
  public static BusKeyRegistry start(WorkerEnvironment environment) {
    return new BusKeyRegistry(environment);
  }

  /** Ready once all keys that were known when it started have been read. */
  public Readiness readiness() {
    return follower.readiness();
  }

  @Override
  public Optional<RegisteredKey> find(KeyName name) {
    return keys.find(name);
  }

  @Override
  public Page page(KeyFilter filter, KeyPageRequest request) {
    return keys.page(filter, request);
  }

  @Override
  public CryptoResult<RegisteredKey> put(RegisteredKey key, Instant deadline)
      throws InterruptedException {
    RegisteredKey next = key.nextRevision();
    KeyName name = next.info().name();
    if (!write(name, codec.encode(KeyRecords.toWire(next)))) {
      return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
    }
    return awaitHeld(next, deadline);
  }

  @Override
  public Map<KeyName, CryptoResult<RegisteredKey>> putAll(
      List<RegisteredKey> changed, Instant deadline) throws InterruptedException {
    Map<String, byte[]> records = new LinkedHashMap<>();
    Map<KeyName, RegisteredKey> written = new LinkedHashMap<>();
    for (RegisteredKey key : changed) {
      RegisteredKey next = key.nextRevision();
      written.put(next.info().name(), next);
      records.put(next.info().name().toString(), codec.encode(KeyRecords.toWire(next)));
    }
    Map<KeyName, CryptoResult<RegisteredKey>> outcomes = new LinkedHashMap<>();
    if (!topic.putAll(records)) {
      written
          .keySet()
          .forEach(n -> outcomes.put(n, new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER)));
      return outcomes;
    }
    for (RegisteredKey key : written.values()) {
      outcomes.put(key.info().name(), awaitHeld(key, deadline));
    }
    return outcomes;
  }

  @Override
  public List<KeyName> dueAt(Instant now, int limit) {
    return keys.agenda().dueAt(now, limit);
  }

  @Override
  public List<KeyName> withLeftovers(int limit) {
    return keys.agenda().withLeftovers(limit);
  }

  @Override
  public Map<Integer, Long> wrapped(String tenant) {
    return keys.agenda().wrapped(tenant);
  }

  @Override
  public List<String> wrappingTenants() {
    return keys.agenda().wrappingTenants();
  }

  @Override
  public List<KeyName> wrappedBefore(
      String tenant, int generation, Optional<KeyName> after, int limit) {
    return keys.wrappedBefore(tenant, generation, after, limit);
  }

  @Override
  public CryptoResult<KeyName> remove(KeyName name, Instant deadline) throws InterruptedException {
    if (!write(name, null)) {
      return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
    }
    return topic.awaitTrue(() -> find(name).isEmpty(), deadline)
        ? new CryptoResult.Done<>(name)
        : late(name);
  }

  @Override
  public void close() {
    follower.close();
    topic.close();
  }

  /** False where the bus is away; what a command did so far, the next attempt finds and adopts. */
  private boolean write(KeyName name, byte[] value) {
    return topic.put(name.toString(), value);
  }

  private CryptoResult<RegisteredKey> awaitHeld(RegisteredKey written, Instant deadline)
      throws InterruptedException {
    KeyName name = written.info().name();
    boolean seen =
        topic.awaitTrue(
            () -> find(name).filter(found -> found.revision() >= written.revision()).isPresent(),
            deadline);
    return seen ? held(written) : late(name);
  }

  private CryptoResult<RegisteredKey> held(RegisteredKey written) {
    Optional<RegisteredKey> found = find(written.info().name());
    if (found.equals(Optional.of(written))) {
      return new CryptoResult.Done<>(written);
    }
    // Compaction keeps the last record of a key, and ours, which does not hold, may be that.
    found.ifPresent(this::writeAgain);
    return new CryptoResult.Unavailable<>(CHANGED_RETRY_AFTER);
  }

  private void writeAgain(RegisteredKey holding) {
    RegisteredKey again = holding.nextRevision();
    LOG.info("key {}: changed by two at once", again.info().name());
    write(again.info().name(), codec.encode(KeyRecords.toWire(again)));
  }

  private static <T> CryptoResult<T> late(KeyName name) {
    return new CryptoResult.Refused<>(
        new Refusal(
            Refusal.Reason.EXPIRED,
            "key %s was written but not read back before the deadline".formatted(name)));
  }
}
