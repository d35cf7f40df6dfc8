package io.hallmark.tools.bench;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.messaging.membership.Group;
import java.security.cert.X509Certificate;
import java.util.List;

/** Who connects, who is connected to, and the directory in which both are found. */
record HandshakePair(HandshakeParty client, HandshakeParty server, Directory directory) {
  static HandshakePair of(X509Certificate root, HandshakeParty.Issuer issuer) throws Exception {
    HandshakeParty client = HandshakeParty.of("client", issuer);
    HandshakeParty server = HandshakeParty.of("server", issuer);
    Group group =
        new Group(
            HandshakeParty.GROUP,
            List.of(root),
            Group.PAYLOAD_BYTES_MAX_DEFAULT,
            Group.EVENT_HORIZON_DEFAULT);
    Directory directory =
        Directory.of(
            Directory.empty(),
            List.of(group),
            List.of(client.member(), server.member()),
            List.of(client.hosted(), server.hosted()));
    return new HandshakePair(client, server, directory);
  }
}
