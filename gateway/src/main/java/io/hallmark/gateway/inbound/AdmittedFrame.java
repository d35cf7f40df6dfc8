package io.hallmark.gateway.inbound;

import io.hallmark.messaging.wire.link.LinkFrame;

/** A frame that may go on the bus. Nobody changes the bytes. */
final class AdmittedFrame {
  private final LinkFrame frame;
  private final byte[] bytes;

  /**
   * @param frame the same, decoded
   * @param bytes as the peer sent them, which is how they go on the bus
   */
  AdmittedFrame(LinkFrame frame, byte[] bytes) {
    this.frame = frame;
    this.bytes = bytes;
  }

  LinkFrame frame() {
    return frame;
  }

  byte[] bytes() {
    return bytes;
  }
}
