package io.hallmark.tools.bench;

import io.hallmark.crypto.KeyName;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.KeyReference;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One end of a handshake: a member of the bench's group with a TLS key and its certificate.
 *
 * @param name distinguished name, also the certificate's subject
 * @param host name that the certificate is for
 * @param key our name for its TLS key
 * @param chain its certificate first
 */
record HandshakeParty(String name, String host, KeyName key, List<X509Certificate> chain) {
  static final String GROUP = "bench";
  private static final String TENANT = "bench";

  HandshakeParty {
    chain = List.copyOf(chain);
  }

  /** Makes a key of this name somewhere, and has its certificate issued. */
  interface Issuer {
    List<X509Certificate> issue(KeyName key, String subject, String host) throws Exception;
  }

  static HandshakeParty of(String word, Issuer issuer) throws Exception {
    String name = "O=" + word + ",L=Zurich,C=CH";
    String host = word + ".test";
    KeyName key = new KeyName(TENANT, "tls-" + word);
    return new HandshakeParty(name, host, key, issuer.issue(key, name, host));
  }

  Member member() {
    return new Member(GROUP, name, List.of(), List.of(), true);
  }

  HostedIdentity hosted() {
    return new HostedIdentity(
        GROUP,
        name,
        new KeyReference(key.tenant(), key.alias()),
        chain,
        List.of(host),
        new KeyReference(TENANT, "session"),
        "none",
        WireSignatureScheme.ECDSA_SHA256);
  }
}
