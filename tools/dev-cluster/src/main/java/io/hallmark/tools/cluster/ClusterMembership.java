package io.hallmark.tools.cluster;

import io.hallmark.crypto.KeyInfo;
import io.hallmark.fakeca.FakeCa;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.KeyReference;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.membership.SessionKey;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.tools.p2psetup.MembershipSetup;
import java.net.URI;
import java.util.List;

/** What clusters know of each other, as p2p-setup publishes it. */
final class ClusterMembership {
  private static final WireSignatureScheme SESSION_SCHEME = WireSignatureScheme.ECDSA_SHA256;

  private static final String LINK_MANAGER_CONFIGURATION = "receipts: ALL\n";

  private ClusterMembership() {}

  /**
   * Publishes the group and all its members to a cluster, the identity that it hosts, and its link
   * managers' configuration.
   */
  static void publish(Bus bus, Organisation host, List<Organisation> members, FakeCa authority) {
    try (MembershipSetup publication = MembershipSetup.open(bus)) {
      publication.publish(
          new Group(
              Bringup.GROUP,
              List.of(authority.certificate()),
              Group.PAYLOAD_BYTES_MAX_DEFAULT,
              Group.EVENT_HORIZON_DEFAULT));
      members.forEach(member -> publication.publish(member(member)));
      publication.publish(identity(host));
      publication.publishConfig(Kind.LINK_MANAGER.id(), LINK_MANAGER_CONFIGURATION);
    }
  }

  private static Member member(Organisation organisation) {
    return new Member(
        Bringup.GROUP,
        organisation.name().identity(),
        organisation.endpoints().stream().map(URI::create).toList(),
        List.of(sessionKey(organisation)),
        true);
  }

  private static HostedIdentity identity(Organisation organisation) {
    return new HostedIdentity(
        Bringup.GROUP,
        organisation.name().identity(),
        reference(organisation.tlsKey()),
        organisation.chain(),
        List.of(organisation.name().serverName(), "localhost", Addresses.LOOPBACK),
        reference(organisation.sessionKey()),
        sessionKey(organisation).id(),
        SESSION_SCHEME);
  }

  private static SessionKey sessionKey(Organisation organisation) {
    return SessionKey.of(SESSION_SCHEME, organisation.sessionKey().publicKey());
  }

  private static KeyReference reference(KeyInfo key) {
    return new KeyReference(key.name().tenant(), key.name().alias());
  }
}
