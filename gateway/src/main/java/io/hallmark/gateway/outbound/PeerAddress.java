package io.hallmark.gateway.outbound;

import io.hallmark.gateway.identity.Endpoint;
import io.hallmark.gateway.identity.HostedIdentity;
import io.hallmark.gateway.identity.Member;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address of a peer: a few connections and a circuit breaker. Confined to the route's event
 * loop.
 */
final class PeerAddress {
  private static final Logger log = LoggerFactory.getLogger(PeerAddress.class);

  /** An endpoint and one of the addresses of its name. */
  record Place(Endpoint endpoint, InetAddress address) {
    InetSocketAddress socketAddress() {
      return new InetSocketAddress(address, endpoint.port());
    }
  }

  private final Place place;
  private final CircuitBreaker breaker;
  private final List<PeerConnection> connections = new ArrayList<>();
  private boolean connecting;

  PeerAddress(Place place, CircuitBreaker breaker) {
    this.place = place;
    this.breaker = breaker;
  }

  Place place() {
    return place;
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /** The connection with the fewest requests under way, if one may have another. */
  Optional<PeerConnection> leastBusy(long nowNanos, int requestsMax) {
    connections.removeIf(connection -> !connection.isUsable());
    if (!breaker.allows(nowNanos)) {
      return Optional.empty();
    }
    return connections.stream()
        .filter(connection -> connection.inFlight() < requestsMax)
        .min(Comparator.comparingInt(PeerConnection::inFlight));
  }

  /**
   * Opens a connection where there is none, or where those there are have enough to do.
   *
   * @param then run on the event loop when it has come to something
   */
  void connectIfNeeded(
      long nowNanos,
      int connectionsMax,
      EventLoop eventLoop,
      Connector connector,
      HostedIdentity identity,
      Member peer,
      Runnable then) {
    boolean busy =
        connections.size() < connectionsMax
            && connections.stream().allMatch(connection -> connection.inFlight() > 1);
    if (connecting || !busy || !breaker.allows(nowNanos)) {
      return;
    }
    connecting = true;
    connector
        .connect(eventLoop, identity, peer, place)
        .addListener((Future<PeerConnection> done) -> connected(done, then));
  }

  private void connected(Future<PeerConnection> done, Runnable then) {
    connecting = false;
    if (done.isSuccess()) {
      breaker.succeeded();
      connections.add(done.getNow());
    } else {
      breaker.failed(System.nanoTime());
      log.info("cannot connect to {}: {}", place.socketAddress(), done.cause().toString());
    }
    then.run();
  }

  void closeIdle(long nowNanos, long idleNanos) {
    connections.forEach(connection -> connection.closeIfIdle(nowNanos, idleNanos));
    connections.removeIf(connection -> !connection.isUsable());
  }

  /** The address is the peer's no longer. */
  void retire() {
    connections.forEach(PeerConnection::retire);
  }

  void close() {
    connections.forEach(PeerConnection::close);
    connections.clear();
  }

  boolean isUnused() {
    return connections.isEmpty() && !connecting;
  }
}
