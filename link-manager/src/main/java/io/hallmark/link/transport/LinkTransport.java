package io.hallmark.link.transport;

import io.hallmark.link.session.FrameHeader;

/**
 * Takes frames to the peer's link manager. Promises nothing: a frame may be lost, late, doubled or
 * overtaken, and lanes and sessions live with that. Confined to the delivery thread.
 */
public interface LinkTransport extends AutoCloseable {
  /** Sends a frame or loses it; does not wait for it to arrive. */
  void send(FrameHeader header, byte[] body);

  @Override
  void close();
}
