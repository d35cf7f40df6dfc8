package io.hallmark.gateway;

import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.link.FrameKind;
import io.hallmark.messaging.wire.link.LaneAddress;
import io.hallmark.messaging.wire.link.LinkBatch;
import io.hallmark.messaging.wire.link.LinkFrame;
import io.hallmark.messaging.wire.link.TopicId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** Frames for tests. */
public final class Frames {
  public static final Codec<LinkFrame> FRAMES = Codec.of(LinkFrame.class);
  public static final Codec<LinkBatch> BATCHES = Codec.of(LinkBatch.class);

  private Frames() {}

  public static LinkFrame data(String source, String destination, int lane, byte[] body) {
    return LinkFrame.newBuilder()
        .setVersion(1)
        .setKind(FrameKind.DATA)
        .setGroup(Party.GROUP)
        .setSource(source)
        .setDestination(destination)
        .setLane(new LaneAddress("cluster", new TopicId(new byte[16]), lane))
        .setSessionId(ByteBuffer.wrap(new byte[16]))
        .setCounter(1)
        .setBody(ByteBuffer.wrap(body))
        .build();
  }

  public static byte[] batch(LinkFrame... frames) {
    List<ByteBuffer> encoded =
        Stream.of(frames).map(frame -> ByteBuffer.wrap(FRAMES.encode(frame))).toList();
    return BATCHES.encode(new LinkBatch(encoded));
  }
}
