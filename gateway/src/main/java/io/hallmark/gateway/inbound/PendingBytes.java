package io.hallmark.gateway.inbound;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of requests that are not answered yet. Safe for concurrent use. */
final class PendingBytes {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  PendingBytes(long most) {
    this.most = most;
  }

  boolean take(int bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(int bytes) {
    taken.addAndGet(-bytes);
  }

  long inUse() {
    return taken.get();
  }
}
