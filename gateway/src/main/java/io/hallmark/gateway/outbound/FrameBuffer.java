package io.hallmark.gateway.outbound;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of frames that were read from the bus and not yet delivered. Safe for concurrent
 * use.
 */
final class FrameBuffer {
  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  FrameBuffer(long most) {
    this.most = most;
  }

  void add(long more) {
    bytes.addAndGet(more);
  }

  void remove(long less) {
    bytes.addAndGet(-less);
  }

  boolean isFull() {
    return bytes.get() >= most;
  }

  /** Whether reading may begin again: not at once, or it would stop and go for each frame. */
  boolean hasRoom() {
    return bytes.get() < most / 2;
  }

  long inUse() {
    return bytes.get();
  }
}
