package io.hallmark.crypto.worker.tokens;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests may be asked of a second token: one in twenty, and as many at once as lanes may
 * hang together. So hedging never doubles the load of tokens that are slow because they are busy.
 * Safe for concurrent use.
 */
final class HedgeBudget {
  static final int AT_ONCE_MAX = 50;
  private static final int REQUESTS_PER_HEDGE = 20;

  private final AtomicLong requests = new AtomicLong((long) AT_ONCE_MAX * REQUESTS_PER_HEDGE);

  /** A request was made. */
  void earn() {
    requests.updateAndGet(now -> Math.min((long) AT_ONCE_MAX * REQUESTS_PER_HEDGE, now + 1));
  }

  /** Whether one may be asked of a second token; it is taken to be, then. */
  boolean spend() {
    return requests.getAndUpdate(now -> now < REQUESTS_PER_HEDGE ? now : now - REQUESTS_PER_HEDGE)
        >= REQUESTS_PER_HEDGE;
  }
}
