package io.hallmark.messaging.topic;

import io.hallmark.messaging.wire.link.FrameKind;
import io.hallmark.messaging.wire.link.LinkFrame;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition of {@code link.in} a frame belongs to, from its clear header alone.
 *
 * <p>{@code link.in} has as many partitions as {@code p2p.out}, and one consumer of a link manager
 * reads both, so partition n of the two always has one owner. What travels to a lane's receiver is
 * spread by identities and lane; what travels back to its sender goes to the partition with the
 * lane's own number, and so to the owner of that partition of {@code p2p.out}.
 */
public final class LinkPartitions {
  private LinkPartitions() {}

  public static int of(LinkFrame frame, int partitions) {
    int lane = frame.getLane().getPartition();
    if (travelsToSender(frame.getKind())) {
      return Math.floorMod(lane, partitions);
    }
    String pair = frame.getGroup() + '\0' + frame.getSource() + '\0' + frame.getDestination();
    int hash = Utils.murmur2(pair.getBytes(StandardCharsets.UTF_8));
    return (int) Math.floorMod((long) hash + lane, (long) partitions);
  }

  /** Whether a frame of this kind travels from a lane's receiver back to its sender. */
  public static boolean travelsToSender(FrameKind kind) {
    return kind == FrameKind.ANSWER
        || kind == FrameKind.ACKNOWLEDGEMENT
        || kind == FrameKind.SESSION_UNKNOWN;
  }
}
