package io.hallmark.link.lane;

import io.hallmark.messaging.topic.LinkPartitions;
import io.hallmark.messaging.wire.link.LaneAddress;
import io.hallmark.messaging.wire.link.LinkFrame;
import io.hallmark.messaging.wire.link.TopicId;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A stream of messages whose order is kept: those of one partition of the sender's {@code p2p.out}
 * from one identity to another. Immutable.
 *
 * @param group membership group of both identities
 * @param source identity that sends the messages
 * @param destination identity that receives them
 * @param cluster Kafka cluster id of the sender
 * @param topicId Kafka topic id of the sender's {@code p2p.out}; a topic made anew counts its
 *     offsets from zero again, so it makes other lanes
 * @param partition partition of the sender's {@code p2p.out}
 */
public record LaneId(
    String group, String source, String destination, String cluster, UUID topicId, int partition) {

  /** The lane that a frame belongs to, whichever way it travels. */
  public static LaneId of(LinkFrame frame) {
    LaneAddress address = frame.getLane();
    boolean back = LinkPartitions.travelsToSender(frame.getKind());
    ByteBuffer id = ByteBuffer.wrap(address.getTopicId().bytes());
    return new LaneId(
        frame.getGroup(),
        back ? frame.getDestination() : frame.getSource(),
        back ? frame.getSource() : frame.getDestination(),
        address.getCluster(),
        new UUID(id.getLong(), id.getLong()),
        address.getPartition());
  }

  /** The lane as a frame's header carries it. */
  public LaneAddress address() {
    ByteBuffer id = ByteBuffer.allocate(Long.BYTES * 2);
    id.putLong(topicId.getMostSignificantBits()).putLong(topicId.getLeastSignificantBits());
    return new LaneAddress(cluster, new TopicId(id.array()), partition);
  }

  /**
   * The lane as a record's key: its parts, percent-encoded, joined with slashes. Two lanes never
   * share a key.
   */
  public String key() {
    return String.join(
        "/",
        encoded(cluster),
        topicId.toString(),
        Integer.toString(partition),
        encoded(group),
        encoded(source),
        encoded(destination));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }
}
