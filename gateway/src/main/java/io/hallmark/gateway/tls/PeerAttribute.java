package io.hallmark.gateway.tls;

import io.hallmark.gateway.identity.Peer;
import io.netty.util.AttributeKey;

/** Where a channel keeps who is at its other end. */
final class PeerAttribute {
  static final AttributeKey<Peer> KEY = AttributeKey.valueOf(PeerAttribute.class, "peer");

  private PeerAttribute() {}
}
