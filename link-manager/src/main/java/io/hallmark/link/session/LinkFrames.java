package io.hallmark.link.session;

import io.hallmark.messaging.wire.link.FrameKind;
import io.hallmark.messaging.wire.link.LinkFrame;
import io.hallmark.messaging.wire.link.TopicId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** Between wire records and our own values: nothing behind this door sees a {@link LinkFrame}. */
public final class LinkFrames {
  private LinkFrames() {}

  public static LinkFrame toWire(FrameHeader header, byte[] body) {
    LaneAddress lane = header.route().lane();
    byte[] session = header.sessionId().map(SessionId::toByteArray).orElseGet(() -> new byte[0]);
    return LinkFrame.newBuilder()
        .setVersion(FrameHeader.VERSION)
        .setKind(header.kind())
        .setGroup(header.route().group())
        .setSource(header.route().source())
        .setDestination(header.route().destination())
        .setLane(
            io.hallmark.messaging.wire.link.LaneAddress.newBuilder()
                .setCluster(lane.cluster())
                .setTopicId(new TopicId(bytes(lane.topicId())))
                .setPartition(lane.partition())
                .build())
        .setSessionId(ByteBuffer.wrap(session))
        .setCounter(header.counter())
        .setBody(ByteBuffer.wrap(body))
        .build();
  }

  /** The header of a frame from outside; empty when any field is out of its bounds. */
  public static Optional<FrameHeader> header(LinkFrame frame) {
    if (frame.getVersion() != FrameHeader.VERSION || frame.getKind() == FrameKind.UNKNOWN) {
      return Optional.empty();
    }
    byte[] session = bytes(frame.getSessionId());
    Optional<SessionId> sessionId = SessionId.of(session);
    boolean expectsNone = frame.getKind() == FrameKind.HELLO;
    if (expectsNone ? session.length != 0 : sessionId.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FrameHeader(frame.getKind(), route(frame), sessionId, frame.getCounter()));
    } catch (IllegalArgumentException e) {
      // The values' own checks; whoever sent this learns nothing, and the caller counts it.
      return Optional.empty();
    }
  }

  public static byte[] body(LinkFrame frame) {
    return bytes(frame.getBody());
  }

  private static FrameRoute route(LinkFrame frame) {
    ByteBuffer topic = ByteBuffer.wrap(frame.getLane().getTopicId().bytes());
    LaneAddress lane =
        new LaneAddress(
            frame.getLane().getCluster(),
            new UUID(topic.getLong(), topic.getLong()),
            frame.getLane().getPartition());
    return FrameRoute.of(frame.getGroup(), frame.getSource(), frame.getDestination(), lane);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
