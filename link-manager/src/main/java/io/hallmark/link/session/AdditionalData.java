package io.hallmark.link.session;

import io.hallmark.messaging.wire.link.FrameKind;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The encoded headers of one direction of a session. Only kind and counter differ between records,
 * so each kind is encoded once: at 1 KB that is a tenth of what a seal costs. Not safe for
 * concurrent use.
 */
final class AdditionalData {
  private final FrameRoute route;
  private final SessionId id;
  private final Map<FrameKind, byte[]> encoded = new EnumMap<>(FrameKind.class);

  AdditionalData(FrameRoute route, SessionId id) {
    this.route = route;
    this.id = id;
  }

  /** {@link FrameHeader#encode} of this direction's header; valid until the next call. */
  byte[] of(FrameKind kind, long counter) {
    byte[] header =
        encoded.computeIfAbsent(
            kind, first -> new FrameHeader(first, route, Optional.of(id), 0).encode());
    ByteBuffer.wrap(header).putLong(header.length - Long.BYTES, counter);
    return header;
  }
}
