package io.hallmark.crypto.worker.quota;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.worker.ledger.UsedKey;
import io.hallmark.crypto.worker.ledger.UsesLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The uses that this worker may make of keys with a limit, leased from the cluster's ledger in
 * parcels so that a signature does not wait for the bus. Safe for concurrent use.
 */
final class KeyUses implements AutoCloseable {
  /**
   * A worker that is killed loses its lease, so that no lease is more than so much of the whole.
   */
  private static final long PARCELS_MIN = 100;

  private static final long PARCEL_MAX = 1000;
  private static final int ASKING_MAX = 1000;
  private static final Duration ASK = Duration.ofSeconds(5);

  /** Another worker that stops may give uses back. */
  private static final long EXHAUSTED_NANOS = Duration.ofSeconds(10).toNanos();

  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  /** What became of an attempt to use a key. */
  enum Answer {
    TAKEN,
    EXHAUSTED,
    LATER
  }

  private static final class Lease {
    private long left;
    private boolean asking;
    private long exhaustedAtMax = -1;
    private long exhaustedNanos;
  }

  private final UsesLedger ledger;
  private final Clock clock;
  private final Map<UsedKey, Lease> leases = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(ASKING_MAX),
          work -> {
            Thread leasing = new Thread(work, "key-uses");
            leasing.setDaemon(true);
            return leasing;
          });

  KeyUses(UsesLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  Answer take(UsedKey key, long usesMax) {
    Lease lease = leases.computeIfAbsent(key, k -> new Lease());
    long parcel = Math.max(1, Math.min(PARCEL_MAX, usesMax / PARCELS_MIN));
    synchronized (lease) {
      if (lease.left <= parcel / 2 && !lease.asking && !isExhausted(lease, usesMax)) {
        ask(key, lease, parcel, usesMax);
      }
      if (lease.left > 0) {
        lease.left--;
        return Answer.TAKEN;
      }
      return lease.asking ? Answer.LATER : Answer.EXHAUSTED;
    }
  }

  void giveBack(UsedKey key) {
    Lease lease = leases.get(key);
    if (lease != null) {
      synchronized (lease) {
        lease.left++;
      }
    }
  }

  /** Gives back to the cluster what is left. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    leases.forEach(
        (key, lease) -> {
          synchronized (lease) {
            if (lease.left > 0) {
              ledger.giveBack(key, lease.left);
              lease.left = 0;
            }
          }
        });
  }

  private static boolean isExhausted(Lease lease, long usesMax) {
    return lease.exhaustedAtMax == usesMax
        && System.nanoTime() - lease.exhaustedNanos < EXHAUSTED_NANOS;
  }

  private void ask(UsedKey key, Lease lease, long parcel, long usesMax) {
    lease.asking = true;
    try {
      thread.execute(() -> lease(key, lease, parcel, usesMax));
    } catch (RejectedExecutionException e) {
      lease.asking = false;
    }
  }

  private void lease(UsedKey key, Lease lease, long parcel, long usesMax) {
    CryptoResult<Long> granted = new CryptoResult.Unavailable<>(ASK);
    try {
      granted = ledger.lease(key, parcel, usesMax, clock.instant().plus(ASK));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (lease) {
        lease.asking = false;
        if (granted instanceof CryptoResult.Done<Long> done) {
          lease.left += done.value();
          lease.exhaustedAtMax = done.value() == 0 ? usesMax : -1;
          lease.exhaustedNanos = System.nanoTime();
        }
      }
    }
  }
}
