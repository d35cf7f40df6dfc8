package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.membership.SessionKey;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is published, for people and for programs. */
final class Listing {
  private Listing() {}

  static List<String> lines(MembershipSetup.Published published) {
    List<String> lines = new ArrayList<>();
    for (Group group : published.groups()) {
      lines.add(
          "group %s: %d trust roots, payload at most %d bytes, event horizon %s"
              .formatted(
                  group.id(),
                  group.trustRoots().size(),
                  group.payloadBytesMax(),
                  group.eventHorizon()));
    }
    for (Member member : published.members()) {
      lines.add(
          "member %s/%s: %s, %s, %d session keys"
              .formatted(
                  member.group(),
                  member.name(),
                  status(member),
                  member.endpoints(),
                  member.sessionKeys().size()));
    }
    for (HostedIdentity identity : published.identities()) {
      lines.add(
          "identity %s/%s: TLS key %s until %s for %s, session key %s (%s)"
              .formatted(
                  identity.group(),
                  identity.name(),
                  identity.tlsKey(),
                  until(identity),
                  identity.serverNames(),
                  identity.sessionKey(),
                  identity.sessionScheme()));
    }
    return lines;
  }

  static Map<String, Object> map(MembershipSetup.Published published) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("groups", published.groups().stream().map(Listing::map).toList());
    all.put("members", published.members().stream().map(Listing::map).toList());
    all.put("identities", published.identities().stream().map(Listing::map).toList());
    return all;
  }

  private static Map<String, Object> map(Group group) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", group.id());
    map.put("trustRoots", group.trustRoots().stream().map(Listing::subject).toList());
    map.put("payloadBytesMax", group.payloadBytesMax());
    map.put("eventHorizonMillis", group.eventHorizon().toMillis());
    return map;
  }

  private static Map<String, Object> map(Member member) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("group", member.group());
    map.put("name", member.name());
    map.put("status", status(member));
    map.put("endpoints", member.endpoints().stream().map(URI::toString).toList());
    map.put("sessionKeys", member.sessionKeys().stream().map(Listing::map).toList());
    return map;
  }

  private static Map<String, Object> map(SessionKey key) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", key.id());
    map.put("scheme", key.scheme().name());
    return map;
  }

  private static Map<String, Object> map(HostedIdentity identity) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("group", identity.group());
    map.put("name", identity.name());
    map.put("tlsKey", identity.tlsKey().toString());
    map.put("tlsCertificateUntil", until(identity));
    map.put("serverNames", identity.serverNames());
    map.put("sessionKey", identity.sessionKey().toString());
    map.put("sessionKeyId", identity.sessionKeyId());
    map.put("sessionScheme", identity.sessionScheme().name());
    return map;
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static String status(Member member) {
    return member.active() ? "ACTIVE" : "SUSPENDED";
  }

  private static String until(HostedIdentity identity) {
    return identity.tlsChain().get(0).getNotAfter().toInstant().toString();
  }
}
