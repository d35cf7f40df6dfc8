package io.hallmark.messaging.rpc;

import io.hallmark.messaging.topic.Topic;
import java.util.List;
import java.util.Objects;

/**
 * How a server answers. Immutable.
 *
 * @param groupId consumer group that the servers of one kind share
 * @param instance which one of them this is
 * @param topics that requests come on
 * @param inFlightMax requests that may be with the handler; one more is answered {@link
 *     RpcOutcome.Unavailable} at once
 */
public record RpcServerSettings(
    String groupId, String instance, List<Topic> topics, int inFlightMax) {
  public static final int IN_FLIGHT_MAX_DEFAULT = 4096;

  public RpcServerSettings {
    Objects.requireNonNull(groupId, "groupId");
    Objects.requireNonNull(instance, "instance");
    topics = List.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("an rpc server needs at least one topic");
    }
    if (inFlightMax < 1 || inFlightMax > 1_000_000) {
      throw new IllegalArgumentException("inFlightMax must be 1 to 1000000, got " + inFlightMax);
    }
  }

  /** With the default bound. */
  public static RpcServerSettings of(String groupId, String instance, List<Topic> topics) {
    return new RpcServerSettings(groupId, instance, topics, IN_FLIGHT_MAX_DEFAULT);
  }
}
