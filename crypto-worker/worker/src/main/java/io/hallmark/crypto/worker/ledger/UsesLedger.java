package io.hallmark.crypto.worker.ledger;

import io.hallmark.crypto.CryptoResult;
import java.time.Instant;

/** Hands out the uses of keys that may be used so and so often, in the whole cluster. */
public interface UsesLedger {
  /**
   * Uses that nobody else has, at most {@code count}; 0: all {@code usesMax} were handed out.
   * Unavailable where the bus is away.
   */
  CryptoResult<Long> lease(UsedKey key, long count, long usesMax, Instant deadline)
      throws InterruptedException;

  /** Gives back what was leased and not used. */
  void giveBack(UsedKey key, long count);
}
