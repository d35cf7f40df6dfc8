package io.hallmark.messaging.rpc;

import io.hallmark.messaging.topic.Topic;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * How a client asks. Immutable.
 *
 * @param requests topic that the requests go to
 * @param replies topic of the caller's role that the answers come on
 * @param caller name of the asking instance, unique among the role's instances
 * @param inFlightMax requests that may wait for an answer; one more is answered {@link
 *     RpcOutcome.Unavailable} at once
 * @param hedge whether an unanswered request is sent once more, to another partition, after the
 *     recent p99. Only for requests that two servers may do without harm.
 * @param bodies types of the answers' Avro records; the caller is given every version of them in
 *     this version's schema. None: bodies are handed on as they are.
 */
public record RpcClientSettings(
    Topic requests,
    Topic replies,
    String caller,
    int inFlightMax,
    boolean hedge,
    List<Class<? extends SpecificRecord>> bodies) {
  public static final int IN_FLIGHT_MAX_DEFAULT = 4096;

  public RpcClientSettings {
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(replies, "replies");
    Objects.requireNonNull(caller, "caller");
    bodies = List.copyOf(bodies);
    if (inFlightMax < 1 || inFlightMax > 1_000_000) {
      throw new IllegalArgumentException("inFlightMax must be 1 to 1000000, got " + inFlightMax);
    }
  }

  /** Bodies are handed on as they are. */
  public RpcClientSettings(
      Topic requests, Topic replies, String caller, int inFlightMax, boolean hedge) {
    this(requests, replies, caller, inFlightMax, hedge, List.of());
  }

  /** Hedged, with the default bound. */
  public static RpcClientSettings of(Topic requests, Topic replies, String caller) {
    return new RpcClientSettings(requests, replies, caller, IN_FLIGHT_MAX_DEFAULT, true);
  }

  public RpcClientSettings withoutHedge() {
    return new RpcClientSettings(requests, replies, caller, inFlightMax, false, bodies);
  }

  public RpcClientSettings withInFlightMax(int bound) {
    return new RpcClientSettings(requests, replies, caller, bound, hedge, bodies);
  }

  public RpcClientSettings withBodies(List<Class<? extends SpecificRecord>> types) {
    return new RpcClientSettings(requests, replies, caller, inFlightMax, hedge, types);
  }
}
