package io.hallmark.gateway;

import io.hallmark.crypto.InMemorySigningClient;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.fakeca.CertificateSpec;
import io.hallmark.fakeca.CertifiedKey;
import io.hallmark.fakeca.FakeCa;
import io.hallmark.fakeca.KeyAlgorithm;
import io.hallmark.fakeca.Profile;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.KeyReference;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An organisation of a test: a name, a TLS key and its certificate. */
record Party(String name, String host, KeySpec spec, CertifiedKey tls) {
  static final String GROUP = "g1";
  private static final char[] NO_PASSWORD = {};

  static Party of(FakeCa ca, String organisation, KeySpec spec) {
    String host = organisation.toLowerCase(java.util.Locale.ROOT) + ".test";
    String name = "O=" + organisation + ",L=Zurich,C=CH";
    CertificateSpec certificate =
        new CertificateSpec(
            name,
            List.of(host, "localhost"),
            List.of("127.0.0.1"),
            KeyAlgorithm.valueOf(spec.name()),
            Profile.TLS_PEER,
            30);
    return new Party(name, host, spec, ca.createCertificate(certificate));
  }

  KeyName keyName() {
    return new KeyName("test", "tls");
  }

  /** A signing client that has this party's key. */
  InMemorySigningClient signing() {
    InMemorySigningClient client = InMemorySigningClient.of(KeyCategory.TLS);
    client.add(keyName(), spec, new KeyPair(tls.certificate().getPublicKey(), tls.privateKey()));
    return client;
  }

  HostedIdentity identity() {
    return new HostedIdentity(
        GROUP,
        name,
        new KeyReference(keyName().tenant(), keyName().alias()),
        tls.chain(),
        List.of(host, "localhost"),
        new KeyReference("test", "session"),
        "none",
        WireSignatureScheme.ECDSA_SHA256);
  }

  Member member(int port) {
    return new Member(
        GROUP, name, List.of(URI.create("https://localhost:" + port)), List.of(), true);
  }

  /** The JDK's TLS with this party's key, trusting the CA. */
  SSLContext jdkContext(FakeCa ca) throws GeneralSecurityException, java.io.IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "key",
        tls.privateKey(),
        NO_PASSWORD,
        tls.chain().toArray(java.security.cert.Certificate[]::new));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, NO_PASSWORD);
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", ca.certificate());
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }
}
