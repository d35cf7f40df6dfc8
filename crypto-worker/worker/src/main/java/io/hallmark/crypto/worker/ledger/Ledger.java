package io.hallmark.crypto.worker.ledger;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.worker.policy.ApprovalLedger;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusUnavailableException;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.wire.crypto.LeasedUses;
import io.hallmark.messaging.wire.crypto.LedgerEntry;
import io.hallmark.messaging.wire.crypto.ReturnedUses;
import io.hallmark.messaging.wire.crypto.SpentApproval;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the workers of a cluster must agree on, on {@code crypto.ledger}: which approvals were used
 * and how many uses of a key were handed out. Safe for concurrent use.
 *
 * <p>A worker writes what it claims and then reads the log up to its own entry. Every worker reads
 * the same entries in the same order, so they come to the same answer with no one to ask: the first
 * entry of a nonce wins, and leases are granted as long as there is something left. What was
 * claimed by a worker that died stays claimed.
 */
public final class Ledger implements ApprovalLedger, UsesLedger, AutoCloseable {
  private static final Duration BUS_AWAY_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final LedgerState state = new LedgerState();
  private final Codec<LedgerEntry> codec = Codec.of(LedgerEntry.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Clock clock;
  private final Bus bus;
  private final String clientId;
  private final CompactedView<Boolean> view;
  private Optional<Publication> publication = Optional.empty();

  private Ledger(WorkerEnvironment environment) {
    this.bus = environment.bus();
    this.clientId = "crypto-worker-" + environment.instance() + "-ledger";
    this.clock = environment.clock();
    // Not the newest entry of each key counts here but all of them in their order, so the view's
    // thread, which reads them once each in that order, keeps the state; the view's own values only
    // tell what was there.
    this.view =
        CompactedView.start(
            bus, TopicCatalogue.CRYPTO_LEDGER, clientId, this::apply, environment.metrics());
    view.onChange(this::tell);
  }

  /** Returns at once; reads in the background. */
  public static Ledger start(WorkerEnvironment environment) {
    return new Ledger(environment);
  }

  /** Ready once all entries that were there when it started have been read. */
  public Readiness readiness() {
    return view.readiness();
  }

  @Override
  public CryptoResult<Boolean> spend(List<Approval> approvals, Instant deadline)
      throws InterruptedException {
    String claim = UUID.randomUUID().toString();
    boolean all = true;
    for (Approval approval : approvals) {
      // Those known as used are not even claimed: the others stay good.
      all = all && state.spentBy(approval.nonce()) == null;
    }
    if (!all) {
      return new CryptoResult.Done<>(false);
    }
    for (Approval approval : approvals) {
      if (!append(claim, approval.nonce(), spent(approval))) {
        return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
      }
    }
    for (Approval approval : approvals) {
      Optional<String> first =
          await(() -> Optional.ofNullable(state.spentBy(approval.nonce())), deadline);
      if (first.isEmpty()) {
        return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
      }
      all = all && first.get().equals(claim);
    }
    return new CryptoResult.Done<>(all);
  }

  @Override
  public CryptoResult<Long> lease(UsedKey key, long count, long usesMax, Instant deadline)
      throws InterruptedException {
    String claim = UUID.randomUUID().toString();
    LeasedUses lease =
        new LeasedUses(key.tenant(), key.alias(), key.createdAtMillis(), count, usesMax);
    if (!append(claim, key.toString(), lease)) {
      return new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER);
    }
    return await(() -> boxed(state.granted(key, claim)), deadline)
        .<CryptoResult<Long>>map(CryptoResult.Done::new)
        .orElseGet(() -> new CryptoResult.Unavailable<>(BUS_AWAY_RETRY_AFTER));
  }

  @Override
  public void giveBack(UsedKey key, long count) {
    ReturnedUses returned =
        new ReturnedUses(key.tenant(), key.alias(), key.createdAtMillis(), count);
    if (!append(UUID.randomUUID().toString(), key.toString(), returned)) {
      LOG.warn("key {}: {} uses are lost, the bus did not take them back", key, count);
    }
  }

  @Override
  public void close() {
    view.close();
    closePublication();
  }

  /** False where the bus did not take it, or perhaps did: then the claim stands for nothing. */
  private boolean append(String claim, String about, Object entry) {
    byte[] bytes = codec.encode(new LedgerEntry(claim, clock.millis(), entry));
    try {
      publication().put(TopicCatalogue.CRYPTO_LEDGER, about, bytes);
      return true;
    } catch (BusUnavailableException | KafkaException e) {
      LOG.warn("the ledger cannot be written now: {}", e.getMessage());
      return false;
    }
  }

  private static SpentApproval spent(Approval approval) {
    return new SpentApproval(
        ByteBuffer.wrap(HexFormat.of().parseHex(approval.nonce())),
        approval.operator(),
        ByteBuffer.wrap(HexFormat.of().parseHex(approval.commandHash())),
        approval.expiresAt().toEpochMilli());
  }

  private <T> Optional<T> await(Supplier<Optional<T>> answer, Instant deadline)
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

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private Boolean apply(String key, byte[] value) {
    state.apply(codec.decode(value), clock.millis());
    return true;
  }

  private void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
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
}
