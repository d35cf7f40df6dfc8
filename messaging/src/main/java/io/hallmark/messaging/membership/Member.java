package io.hallmark.messaging.membership;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A member of a group as every other knows it. Immutable.
 *
 * @param name the identity: a distinguished name in RFC 4514 form, also the subject of its TLS
 *     certificate
 * @param endpoints {@code https://host:port} of its gateways; may be empty for one hosted here
 * @param sessionKeys what its sessions may be signed with
 * @param active whether messages flow; false while suspended
 */
public record Member(
    String group, String name, List<URI> endpoints, List<SessionKey> sessionKeys, boolean active) {
  public Member {
    Names.requireGroup(group);
    X500Principal parsed = Names.principal(name);
    endpoints = List.copyOf(endpoints);
    sessionKeys = List.copyOf(sessionKeys);
    endpoints.forEach(endpoint -> requireHttps(parsed, endpoint));
  }

  /** The name as certificates have it; compare these, not the strings. */
  public X500Principal principal() {
    return Names.principal(name);
  }

  public Optional<SessionKey> sessionKey(String id) {
    return sessionKeys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static void requireHttps(X500Principal member, URI endpoint) {
    if (!"https".equals(endpoint.getScheme())
        || endpoint.getHost() == null
        || endpoint.getPort() < 1) {
      throw new IllegalArgumentException(
          "member %s: endpoint \"%s\" is not https://host:port"
              .formatted(member.getName(), endpoint));
    }
  }
}
