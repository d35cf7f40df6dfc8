package io.hallmark.gateway.inbound;

import java.util.function.LongSupplier;

/** Bounds the handshakes begun in each second. Safe for concurrent use. */
final class HandshakeRate {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private long second;
  private int begun;

  HandshakeRate(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.second = nanoTime.getAsLong();
  }

  /** Whether one more may begin now. */
  synchronized boolean take() {
    long now = nanoTime.getAsLong();
    if (now - second >= SECOND_NANOS) {
      second = now;
      begun = 0;
    }
    begun++;
    return begun <= perSecond;
  }
}
