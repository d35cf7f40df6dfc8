package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

import io.hallmark.link.session.FrameRoute;
import java.util.List;

/**
 * What a side knows before a handshake. Immutable.
 *
 * @param route from this side to the peer: group, own identity as source, peer as destination, lane
 * @param suites allowed here, the preferred one first; an initiator offers them in this order
 * @param peerKeys the peer's published session keys; empty where it is no (active) member
 * @param localKey signs for this side
 */
public record HandshakeParameters(
    FrameRoute route, List<Suite> suites, List<PeerKey> peerKeys, LocalKey localKey) {
  public HandshakeParameters {
    requireNonNull(route, "route");
    requireNonNull(localKey, "localKey");
    suites = List.copyOf(suites);
    peerKeys = List.copyOf(peerKeys);
    if (suites.isEmpty() || suites.stream().distinct().count() != suites.size()) {
      throw new IllegalArgumentException("suites must be one or more, each once, got " + suites);
    }
  }
}
