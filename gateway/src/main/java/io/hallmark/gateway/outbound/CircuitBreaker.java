package io.hallmark.gateway.outbound;

import java.time.Duration;

/**
 * Whether an address is worth trying. It opens with each failure for a while that grows, and then
 * lets one attempt through. Confined to one thread; the time is given.
 */
final class CircuitBreaker {
  private final BackOff backOff;
  private int failures;
  private boolean open;
  private long openUntilNanos;

  CircuitBreaker(BackOff backOff) {
    this.backOff = backOff;
  }

  boolean allows(long nowNanos) {
    return !open || nowNanos - openUntilNanos >= 0;
  }

  void succeeded() {
    failures = 0;
    open = false;
  }

  /** A failure while it is open is one of those that opened it: a connection takes many down. */
  void failed(long nowNanos) {
    if (!allows(nowNanos)) {
      return;
    }
    failures++;
    openFor(nowNanos, backOff.nanosAfter(failures));
  }

  /** The other side is there and asked for time. */
  void askedToWait(long nowNanos, Duration wait) {
    openFor(nowNanos, Math.max(wait.toNanos(), backOff.nanosAfter(1)));
  }

  private void openFor(long nowNanos, long nanos) {
    open = true;
    openUntilNanos = nowNanos + nanos;
  }

  /** For how long from now nothing is tried; 0 if it may be tried now. */
  long closedForNanos(long nowNanos) {
    return open ? Math.max(0, openUntilNanos - nowNanos) : 0;
  }
}
