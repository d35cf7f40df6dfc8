package io.hallmark.link.lane;

import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.FrameRoute;
import io.hallmark.link.session.LaneAddress;
import io.hallmark.messaging.topic.LinkPartitions;
import java.net.URLEncoder;
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
  public static LaneId of(FrameHeader header) {
    FrameRoute route =
        LinkPartitions.travelsToSender(header.kind()) ? header.route().reversed() : header.route();
    LaneAddress address = route.lane();
    return new LaneId(
        route.group(),
        route.source(),
        route.destination(),
        address.cluster(),
        address.topicId(),
        address.partition());
  }

  /**
   * The route of what travels from the lane's sender to its receiver.
   *
   * @throws IllegalArgumentException for a name that no frame can carry
   */
  public FrameRoute route() {
    return FrameRoute.of(group, source, destination, new LaneAddress(cluster, topicId, partition));
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
