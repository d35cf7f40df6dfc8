package io.hallmark.gateway.outbound;

/** An encoded frame on its way out. Nobody changes the bytes. */
final class OutboundFrame {
  private final byte[] bytes;
  private final long deadlineNanos;

  /**
   * @param deadlineNanos by {@link System#nanoTime}, after which it is dropped
   */
  OutboundFrame(byte[] bytes, long deadlineNanos) {
    this.bytes = bytes;
    this.deadlineNanos = deadlineNanos;
  }

  byte[] bytes() {
    return bytes;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  boolean isExpired(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }
}
