package io.hallmark.gateway.outbound;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.limits.OutboundLimits;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.link.LinkBatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/** What all routes share. Immutable. */
record OutboundParts(
    OutboundLimits limits,
    Supplier<Directory> directory,
    Connector connector,
    Resolver resolver,
    BackOff backOff,
    FrameBuffer buffer,
    OutboundMetrics metrics,
    Codec<LinkBatch> codec) {

  byte[] encode(List<OutboundFrame> frames) {
    List<ByteBuffer> encoded =
        frames.stream().map(frame -> ByteBuffer.wrap(frame.bytes())).toList();
    return codec.encode(new LinkBatch(encoded));
  }
}
