package io.hallmark.messaging.membership;

import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * An identity that this cluster hosts, and the keys it uses. Immutable.
 *
 * @param tlsKey the gateway's key for it
 * @param tlsChain its TLS certificate first, whose subject is {@code name}, then its issuers
 * @param serverNames SNI host names that select this identity
 * @param sessionKey what its sessions are signed with
 * @param sessionKeyId the published key's id; see {@link SessionKey#id}
 * @param sessionScheme how that key signs
 */
public record HostedIdentity(
    String group,
    String name,
    KeyReference tlsKey,
    List<X509Certificate> tlsChain,
    List<String> serverNames,
    KeyReference sessionKey,
    String sessionKeyId,
    WireSignatureScheme sessionScheme) {
  public HostedIdentity {
    Names.requireGroup(group);
    tlsChain = List.copyOf(tlsChain);
    serverNames = List.copyOf(serverNames);
    if (tlsChain.isEmpty()) {
      throw new IllegalArgumentException("identity \"%s\" has no TLS certificate".formatted(name));
    }
    X500Principal subject = tlsChain.get(0).getSubjectX500Principal();
    if (!subject.equals(Names.principal(name))) {
      throw new IllegalArgumentException(
          "identity \"%s\": the subject of its TLS certificate is \"%s\""
              .formatted(name, subject.getName()));
    }
    if (sessionScheme == WireSignatureScheme.UNKNOWN) {
      throw new IllegalArgumentException(
          "identity \"%s\": this version does not know its session signature scheme"
              .formatted(name));
    }
  }

  /** The name as certificates have it; compare these, not the strings. */
  public X500Principal principal() {
    return Names.principal(name);
  }
}
