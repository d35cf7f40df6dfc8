package io.hallmark.gateway.inbound;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.MISDIRECTED_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.Peer;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.wire.link.FrameKind;
import io.hallmark.messaging.wire.link.LinkBatch;
import io.hallmark.messaging.wire.link.LinkFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what of a request's body may go on the bus: all of it, or nothing. Safe for concurrent
 * use.
 *
 * <p>A frame's source must be the member whose certificate the connection has, in a group whose
 * roots that certificate leads to; its destination must be hosted here. The body of a frame is
 * sealed and stays so.
 */
final class FrameAdmission {
  /**
   * A frame around the largest message that a link manager takes (1,000,000 bytes with key and
   * headers) and its own header. Kafka takes records of up to 1 MiB unless told otherwise; the rest
   * is for the record's key and Kafka's framing.
   */
  static final int FRAME_BYTES_MAX = 1_020_000;

  static final int FRAMES_MAX = 4_096;
  private static final int SESSION_ID_BYTES = 16;

  private final Codec<LinkBatch> batches = Codec.of(LinkBatch.class);
  private final Codec<LinkFrame> frames = Codec.of(LinkFrame.class);

  /** Either frames that may go on the bus, or why none may. */
  record Outcome(List<AdmittedFrame> frames, Optional<Answer> refusal) {}

  Outcome admit(byte[] body, Peer peer, Directory directory) {
    List<AdmittedFrame> admitted = new ArrayList<>();
    try {
      List<ByteBuffer> encoded = batches.decode(body).getFrames();
      if (encoded.isEmpty() || encoded.size() > FRAMES_MAX) {
        return refused(Answer.of(BAD_REQUEST, encoded.size() + " frames"));
      }
      for (ByteBuffer one : encoded) {
        if (one.remaining() > FRAME_BYTES_MAX) {
          return refused(Answer.of(REQUEST_ENTITY_TOO_LARGE, "a frame too large"));
        }
        AdmittedFrame frame = decode(one);
        Optional<Answer> refusal = refusal(frame.frame(), peer, directory);
        if (refusal.isPresent()) {
          return new Outcome(List.of(), refusal);
        }
        admitted.add(frame);
      }
    } catch (MalformedRecordException e) {
      return refused(Answer.of(BAD_REQUEST, "malformed"));
    }
    return new Outcome(admitted, Optional.empty());
  }

  private AdmittedFrame decode(ByteBuffer encoded) {
    byte[] bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    return new AdmittedFrame(frames.decode(bytes), bytes);
  }

  private static Optional<Answer> refusal(LinkFrame frame, Peer peer, Directory directory) {
    if (!isWellFormed(frame)) {
      return Optional.of(Answer.of(BAD_REQUEST, "malformed frame"));
    }
    boolean own =
        peer.groups().contains(frame.getGroup())
            && directory
                .member(frame.getGroup(), frame.getSource())
                .filter(member -> member.subject().equals(peer.subject()))
                .isPresent();
    if (!own) {
      return Optional.of(Answer.of(FORBIDDEN, "the source is not the peer"));
    }
    return directory.hosted(frame.getGroup(), frame.getDestination()).isEmpty()
        ? Optional.of(Answer.of(MISDIRECTED_REQUEST, "the destination is not hosted here"))
        : Optional.empty();
  }

  private static boolean isWellFormed(LinkFrame frame) {
    int sessionId = frame.getSessionId().remaining();
    return frame.getKind() != FrameKind.UNKNOWN
        && frame.getVersion() > 0
        && frame.getLane().getPartition() >= 0
        && frame.getCounter() >= 0
        && (sessionId == 0 || sessionId == SESSION_ID_BYTES);
  }

  private static Outcome refused(Answer answer) {
    return new Outcome(List.of(), Optional.of(answer));
  }
}
