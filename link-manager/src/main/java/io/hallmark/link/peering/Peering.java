package io.hallmark.link.peering;

import io.hallmark.link.handshake.HandshakeParameters;
import io.hallmark.link.handshake.Handshakes;
import io.hallmark.link.handshake.HelloLimit;
import io.hallmark.link.handshake.Suite;
import io.hallmark.link.routing.Directory;
import io.hallmark.link.session.FrameRoute;
import io.hallmark.link.transport.LinkTransport;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What sessions of all lanes share. The parts are confined as they say themselves.
 *
 * @param random for jitter
 */
public record Peering(
    Directory directory,
    Handshakes handshakes,
    List<Suite> suites,
    Signatures signatures,
    LinkTransport transport,
    HelloLimit helloLimit,
    PeeringLimits limits,
    PeeringCounters counters,
    Clock clock,
    RandomGenerator random) {
  public Peering {
    suites = List.copyOf(suites);
  }

  HandshakeParameters parameters(FrameRoute route, Directory.Hosted self) {
    return new HandshakeParameters(
        route, suites, directory.peerKeys(route.group(), route.destination()), self.key());
  }
}
