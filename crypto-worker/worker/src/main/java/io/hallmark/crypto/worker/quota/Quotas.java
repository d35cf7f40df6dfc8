package io.hallmark.crypto.worker.quota;

import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.RateLimit;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.worker.ledger.UsedKey;
import io.hallmark.crypto.worker.ledger.UsesLedger;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.TenantQuota;
import io.hallmark.crypto.worker.policy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What keys and tenants have used of what they may. Safe for concurrent use.
 *
 * <p>What holds with several workers: a <b>usage limit</b> holds in the whole cluster, since uses
 * are leased from one ledger; a lease that dies with its worker is lost, so that a key may get
 * fewer signatures than its limit, never more. A <b>rate</b> holds in the cluster as long as
 * partitions are shared out: each worker grants its share of the rate, which is its share of the
 * request partitions; while partitions move, a second's burst may be granted twice or not at all.
 * Requests <b>in flight</b> are counted by each worker for itself. A request that a client repeats
 * on another partition counts twice where both are signed.
 */
public final class Quotas implements UseQuotas, AutoCloseable {
  private static final Duration LEASE_RETRY_AFTER = Duration.ofMillis(20);
  private static final Duration FULL_RETRY_AFTER = Duration.ofMillis(50);

  /** Keys with a rate that are remembered; beyond, all begin anew with a full burst. */
  private static final int BUCKETS_MAX = 100_000;

  private final Tenants tenants;
  private final KeyUses uses;
  private final DoubleSupplier share;
  private final LongSupplier nanoTime;
  private final Map<KeyName, RateBucket> byKey = new ConcurrentHashMap<>();
  private final Map<String, RateBucket> byTenant = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();

  /**
   * Quotas of a worker that has made nothing yet.
   *
   * @param share of the request partitions that is this worker's, 0 to 1
   */
  public Quotas(Tenants tenants, UsesLedger ledger, Clock clock, DoubleSupplier share) {
    this(tenants, ledger, clock, share, System::nanoTime);
  }

  Quotas(
      Tenants tenants,
      UsesLedger ledger,
      Clock clock,
      DoubleSupplier share,
      LongSupplier nanoTime) {
    this.tenants = tenants;
    this.uses = new KeyUses(ledger, clock);
    this.share = share;
    this.nanoTime = nanoTime;
  }

  @Override
  public Grant take(RegisteredKey key) {
    String tenant = key.info().name().tenant();
    Optional<TenantQuota> quota = tenants.quota(tenant);
    if (quota.isEmpty()) {
      return new Grant.Refused(
          new Refusal(
              Reason.UNKNOWN_TENANT, "tenant %s is none of those served here".formatted(tenant)));
    }
    Use use = new Use();
    return take(use, tenant, quota.get(), key);
  }

  private Grant take(Use use, String tenant, TenantQuota quota, RegisteredKey key) {
    if (quota.inFlightMax() < TenantQuota.IN_FLIGHT_LIMIT
        && !use.enter(inFlight.computeIfAbsent(tenant, t -> new AtomicInteger()), quota)) {
      return new Grant.Later(FULL_RETRY_AFTER, Shortage.TENANT_IN_FLIGHT);
    }
    long wait = quota.rate().map(limit -> use.pay(byTenant, tenant, limit)).orElse(0L);
    if (wait > 0) {
      use.undo();
      return new Grant.Later(Duration.ofNanos(wait), Shortage.TENANT_RATE);
    }
    KeyName name = key.info().name();
    Optional<RateLimit> rate = key.policy().flatMap(KeyPolicy::rate);
    wait = rate.map(limit -> use.pay(byKey, name, limit)).orElse(0L);
    if (wait > 0) {
      use.undo();
      return new Grant.Later(Duration.ofNanos(wait), Shortage.KEY_RATE);
    }
    OptionalLong usesMax = key.policy().map(KeyPolicy::usesMax).orElse(OptionalLong.empty());
    return usesMax.isPresent() ? lease(use, key, usesMax.getAsLong()) : use;
  }

  private Grant lease(Use use, RegisteredKey key, long usesMax) {
    UsedKey used = usedKey(key);
    return switch (uses.take(used, usesMax)) {
      case TAKEN -> {
        use.leased = Optional.of(used);
        yield use;
      }
      case LATER -> {
        use.undo();
        yield new Grant.Later(LEASE_RETRY_AFTER, Shortage.USES_LEASE);
      }
      case EXHAUSTED -> {
        use.undo();
        yield new Grant.Refused(
            new Refusal(
                Reason.USES_EXHAUSTED,
                "key %s has been used %d times, as often as it may"
                    .formatted(key.info().name(), usesMax)));
      }
    };
  }

  private static UsedKey usedKey(RegisteredKey key) {
    KeyName name = key.info().name();
    return new UsedKey(name.tenant(), name.alias(), key.info().life().createdAt().toEpochMilli());
  }

  /** Gives back what was leased. */
  @Override
  public void close() {
    uses.close();
  }

  /** One signature's. */
  private final class Use implements Grant, Grant.Taken {
    private AtomicInteger entered;
    private RateBucket tenantPaid;
    private RateBucket keyPaid;
    private Optional<UsedKey> leased = Optional.empty();

    private boolean enter(AtomicInteger counter, TenantQuota quota) {
      if (counter.incrementAndGet() > quota.inFlightMax()) {
        counter.decrementAndGet();
        return false;
      }
      entered = counter;
      return true;
    }

    private <K> long pay(Map<K, RateBucket> buckets, K who, RateLimit limit) {
      double mine = Math.max(0.001, share.getAsDouble());
      long now = nanoTime.getAsLong();
      if (buckets.size() > BUCKETS_MAX) {
        buckets.clear();
      }
      RateBucket bucket =
          buckets.compute(
              who,
              (k, old) ->
                  old != null && old.limit().equals(limit)
                      ? old
                      : new RateBucket(limit, mine, now));
      long wait = bucket.take(mine, now);
      if (wait == 0) {
        if (tenantPaid == null) {
          tenantPaid = bucket;
        } else {
          keyPaid = bucket;
        }
      }
      return wait;
    }

    @Override
    public void signed() {
      if (entered != null) {
        entered.decrementAndGet();
      }
    }

    @Override
    public void undo() {
      if (entered != null) {
        entered.decrementAndGet();
      }
      if (tenantPaid != null) {
        tenantPaid.giveBack();
      }
      if (keyPaid != null) {
        keyPaid.giveBack();
      }
      leased.ifPresent(uses::giveBack);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.taken(this);
    }
  }
}
