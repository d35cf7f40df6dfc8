package io.hallmark.gateway.tls;

import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the signatures that are asked for and not yet made. Safe for concurrent use. */
public final class SignatureBudget {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  public SignatureBudget(int most) {
    this.most = most;
  }

  /** Takes one if there is one left. */
  boolean take() {
    if (taken.incrementAndGet() <= most) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  void giveBack() {
    taken.decrementAndGet();
  }

  public boolean isExhausted() {
    return taken.get() >= most;
  }

  int inFlight() {
    return taken.get();
  }
}
