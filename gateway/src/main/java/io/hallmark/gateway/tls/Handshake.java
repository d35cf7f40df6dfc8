package io.hallmark.gateway.tls;

import io.hallmark.gateway.identity.Member;
import io.hallmark.gateway.identity.Peer;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * What is known of one connection while it shakes hands. Confined to the connection's event loop,
 * on which BoringSSL's tasks run too.
 */
final class Handshake {
  private final Side side;
  private final EventLoop eventLoop;
  private final Instant deadline;
  private final Optional<Member> expected;
  private Peer peer;
  private Future<?> signing;

  /**
   * @param expected who must be at the other end; empty where we are the server
   */
  Handshake(Side side, EventLoop eventLoop, Instant deadline, Optional<Member> expected) {
    this.side = side;
    this.eventLoop = eventLoop;
    this.deadline = deadline;
    this.expected = expected;
  }

  Side side() {
    return side;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  Instant deadline() {
    return deadline;
  }

  Optional<Member> expected() {
    return expected;
  }

  Optional<Peer> peer() {
    return Optional.ofNullable(peer);
  }

  void authenticated(Peer peer) {
    this.peer = peer;
  }

  void signing(Future<?> signing) {
    this.signing = signing;
  }

  /** Nobody waits for the signature any more, if there is one under way. */
  void gone() {
    if (signing != null) {
      signing.cancel(false);
    }
  }
}
