package io.hallmark.messaging.rpc;

import io.hallmark.messaging.topic.Topic;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * How a server answers. Immutable.
 *
 * @param groupId consumer group that the servers of one kind share
 * @param instance which one of them this is
 * @param topics that requests come on
 * @param inFlightMax requests that may be with the handler; one more is answered {@link
 *     RpcOutcome.Unavailable} at once
 * @param bodies types of the requests' Avro records, the most frequent first; the handler is given
 *     every version of them in this version's schema. None: bodies are handed on as they are.
 */
public record RpcServerSettings(
    String groupId,
    String instance,
    List<Topic> topics,
    int inFlightMax,
    List<Class<? extends SpecificRecord>> bodies) {
  public static final int IN_FLIGHT_MAX_DEFAULT = 4096;

  public RpcServerSettings {
    Objects.requireNonNull(groupId, "groupId");
    Objects.requireNonNull(instance, "instance");
    topics = List.copyOf(topics);
    bodies = List.copyOf(bodies);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("an rpc server needs at least one topic");
    }
    if (inFlightMax < 1 || inFlightMax > 1_000_000) {
      throw new IllegalArgumentException("inFlightMax must be 1 to 1000000, got " + inFlightMax);
    }
  }

  /** Bodies are handed on as they are. */
  public RpcServerSettings(String groupId, String instance, List<Topic> topics, int inFlightMax) {
    this(groupId, instance, topics, inFlightMax, List.of());
  }

  /** With the default bound. */
  public static RpcServerSettings of(String groupId, String instance, List<Topic> topics) {
    return new RpcServerSettings(groupId, instance, topics, IN_FLIGHT_MAX_DEFAULT);
  }

  public RpcServerSettings withBodies(List<Class<? extends SpecificRecord>> types) {
    return new RpcServerSettings(groupId, instance, topics, inFlightMax, types);
  }
}
