package io.hallmark.messaging.membership;

import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.messaging.wire.membership.GroupRecord;
import io.hallmark.messaging.wire.membership.IdentityRecord;
import io.hallmark.messaging.wire.membership.MemberRecord;
import io.hallmark.messaging.wire.membership.MemberStatus;
import io.hallmark.messaging.wire.membership.SessionKeyRecord;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Membership's values to their wire records and back. */
final class MembershipWire {
  private MembershipWire() {}

  static Group read(GroupRecord from) {
    return new Group(
        from.getId(),
        PemCertificates.read(from.getTrustRoots()),
        from.getPayloadBytesMax(),
        Duration.ofMillis(from.getEventHorizonMillis()));
  }

  static GroupRecord write(Group from) {
    return new GroupRecord(
        from.id(),
        PemCertificates.write(from.trustRoots()),
        from.payloadBytesMax(),
        from.eventHorizon().toMillis());
  }

  static Member read(MemberRecord from) {
    return new Member(
        from.getGroup(),
        from.getName(),
        from.getEndpoints().stream().map(URI::create).toList(),
        from.getSessionKeys().stream().map(MembershipWire::read).toList(),
        from.getStatus() == MemberStatus.ACTIVE);
  }

  static MemberRecord write(Member from) {
    return new MemberRecord(
        from.group(),
        from.name(),
        from.endpoints().stream().map(URI::toString).toList(),
        from.sessionKeys().stream().map(MembershipWire::write).toList(),
        from.active() ? MemberStatus.ACTIVE : MemberStatus.SUSPENDED);
  }

  static HostedIdentity read(IdentityRecord from) {
    return new HostedIdentity(
        from.getGroup(),
        from.getName(),
        new KeyReference(from.getTlsTenant(), from.getTlsAlias()),
        PemCertificates.read(from.getTlsCertificateChain()),
        from.getServerNames(),
        new KeyReference(from.getSessionTenant(), from.getSessionAlias()),
        from.getSessionKeyId(),
        from.getSessionScheme());
  }

  static IdentityRecord write(HostedIdentity from) {
    return new IdentityRecord(
        from.group(),
        from.name(),
        from.tlsKey().tenant(),
        from.tlsKey().alias(),
        PemCertificates.write(from.tlsChain()),
        List.copyOf(from.serverNames()),
        from.sessionKey().tenant(),
        from.sessionKey().alias(),
        from.sessionKeyId(),
        from.sessionScheme());
  }

  private static SessionKey read(SessionKeyRecord from) {
    WireSignatureScheme scheme = from.getScheme();
    byte[] encoded = new byte[from.getPublicKey().remaining()];
    from.getPublicKey().duplicate().get(encoded);
    return new SessionKey(from.getId(), scheme, PublicKeys.read(scheme, encoded));
  }

  private static SessionKeyRecord write(SessionKey from) {
    return new SessionKeyRecord(
        from.id(), from.scheme(), ByteBuffer.wrap(from.publicKey().getEncoded()));
  }
}
