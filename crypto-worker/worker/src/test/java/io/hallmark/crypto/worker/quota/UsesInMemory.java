package io.hallmark.crypto.worker.quota;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.worker.ledger.UsedKey;
import io.hallmark.crypto.worker.ledger.UsesLedger;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Hands out the uses of one key, in memory. Safe for concurrent use. */
public final class UsesInMemory implements UsesLedger {
  private final AtomicLong granted = new AtomicLong();

  @Override
  public CryptoResult<Long> lease(UsedKey key, long count, long usesMax, Instant deadline) {
    long grant = Math.min(count, usesMax - granted.get());
    granted.addAndGet(grant);
    return new CryptoResult.Done<>(grant);
  }

  @Override
  public void giveBack(UsedKey key, long count) {
    granted.addAndGet(-count);
  }

  long granted() {
    return granted.get();
  }
}
