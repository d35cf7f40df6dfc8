package io.hallmark.crypto.worker.ledger;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.worker.following.WrittenTopic;
import io.hallmark.crypto.worker.policy.ApprovalLedger;
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
  private final Codec<LedgerEntry> codec;
  private final Clock clock;
  private final WrittenTopic topic;
  private final CompactedView<Boolean> view;

  private Ledger(WorkerEnvironment environment) {
    this.codec = environment.codec(LedgerEntry.class);
    this.topic = new WrittenTopic(environment, TopicCatalogue.CRYPTO_LEDGER, "ledger");
    this.clock = environment.clock();
    // Not the newest entry of each key counts here but all of them in their order, so the view's
    // thread, which reads them once each in that order, keeps the state; the view's own values only
    // tell what was there.
    this.view =
        CompactedView.start(
            environment, TopicCatalogue.CRYPTO_LEDGER, topic.clientId(), this::apply);
    view.onChange(topic::tell);
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
          topic.await(() -> Optional.ofNullable(state.spentBy(approval.nonce())), deadline);
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
    return topic
        .await(() -> boxed(state.granted(key, claim)), deadline)
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
    topic.close();
  }

  /** False where the bus did not take it, or perhaps did: then the claim stands for nothing. */
  private boolean append(String claim, String about, Object entry) {
    return topic.put(about, codec.encode(new LedgerEntry(claim, clock.millis(), entry)));
  }

  private static SpentApproval spent(Approval approval) {
    return new SpentApproval(
        ByteBuffer.wrap(HexFormat.of().parseHex(approval.nonce())),
        approval.operator(),
        ByteBuffer.wrap(HexFormat.of().parseHex(approval.commandHash())),
        approval.expiresAt().toEpochMilli());
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private Boolean apply(String key, byte[] value) {
    state.apply(codec.decode(value), clock.millis());
    return true;
  }
}
