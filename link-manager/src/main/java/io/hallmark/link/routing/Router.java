package io.hallmark.link.routing;

import io.hallmark.link.lane.LaneEntry;
import io.hallmark.link.lane.MessageContent;
import io.hallmark.link.lane.RunCodec;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import java.util.OptionalInt;

/** Says where a message goes, by what the membership is now. Safe for concurrent use. */
public final class Router {
  /**
   * Bytes of a message in a frame, id and headers included. Leaves room in Kafka's default of 1 MiB
   * per record for a frame's header and seal.
   */
  public static final int MESSAGE_BYTES_MAX = 1_000_000;

  /** Characters of a message's id. */
  public static final int ID_CHARS_MAX = 128;

  private static final Route PEER = new Route.Peer();
  private static final Route LOCAL = new Route.Local();

  private final Directory directory;

  public Router(Directory directory) {
    this.directory = directory;
  }

  /**
   * The way of one message.
   *
   * @param content of the same message, as it would be carried
   */
  public Route route(OutboundMessage message, MessageContent content) {
    String group = message.getGroup();
    OptionalInt payloadMax = directory.payloadBytesMax(group);
    if (payloadMax.isEmpty()) {
      return rejected("group \"%s\" is unknown; publish it with p2p-setup".formatted(group));
    }
    if (directory.hosted(group, message.getSource()).isEmpty()) {
      return rejected(
          "source \"%s\" is no identity of this cluster in group \"%s\""
              .formatted(message.getSource(), group));
    }
    if (!directory.isMember(group, message.getDestination())) {
      return rejected(
          "destination \"%s\" is no active member of group \"%s\""
              .formatted(message.getDestination(), group));
    }
    return checked(message, content, payloadMax.getAsInt());
  }

  private Route checked(OutboundMessage message, MessageContent content, int payloadMax) {
    if (content.payload().remaining() > payloadMax) {
      return rejected(
          "payload has %d bytes, group \"%s\" allows %d"
              .formatted(content.payload().remaining(), message.getGroup(), payloadMax));
    }
    if (content.id().isEmpty() || content.id().length() > ID_CHARS_MAX) {
      return rejected(
          "id must have 1 to %d characters, got %d".formatted(ID_CHARS_MAX, content.id().length()));
    }
    int bytes = LaneEntry.message(0, content).encodedBytes();
    if (!RunCodec.isCarriable(content) || bytes > MESSAGE_BYTES_MAX) {
      return rejected(
          "message has %d bytes with key and headers, at most %d can be carried"
              .formatted(bytes, MESSAGE_BYTES_MAX));
    }
    return directory.hosted(message.getGroup(), message.getDestination()).isPresent()
        ? LOCAL
        : PEER;
  }

  private static Route rejected(String reason) {
    return new Route.Rejected(reason);
  }
}
