package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.KeyReference;
import io.hallmark.messaging.membership.SessionKey;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** {@code identity.yaml}: an identity that this cluster hosts, with its keys and its chain. */
final class IdentityReader {
  private static final int SAN_DNS_NAME = 2;

  private final Clock clock;

  IdentityReader(Clock clock) {
    this.clock = clock;
  }

  private record Tls(KeyReference key, List<X509Certificate> chain, List<String> serverNames) {}

  private record Session(KeyReference key, SessionKey publicKey) {}

  Optional<HostedIdentity> read(Keys map) {
    Optional<String> group = map.required("group", Values::group);
    Optional<String> name = map.required("name", Values::name);
    Optional<Tls> tls = map.map("tls").flatMap(section -> tls(section, name));
    Optional<Session> session = map.map("session").flatMap(IdentityReader::session);
    map.end();
    if (group.isEmpty() || name.isEmpty() || tls.isEmpty() || session.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HostedIdentity(
            group.get(),
            name.get(),
            tls.get().key(),
            tls.get().chain(),
            tls.get().serverNames(),
            session.get().key(),
            session.get().publicKey().id(),
            session.get().publicKey().scheme()));
  }

  private Optional<Tls> tls(Keys map, Optional<String> name) {
    Optional<KeyReference> key = map.required("key", Values::key);
    Optional<List<X509Certificate>> chain =
        map.either("chain", "chainFile")
            .flatMap(
                where ->
                    map.required(
                        where,
                        text ->
                            checked(
                                where.equals("chain")
                                    ? PemText.certificates(text)
                                    : PemText.certificatesIn(map.folder()).parse(text),
                                name)));
    boolean named = map.has("serverNames");
    List<String> serverNames = map.list("serverNames", Values::hostName);
    map.end();
    if (key.isEmpty() || chain.isEmpty()) {
      return Optional.empty();
    }
    List<String> certified = dnsNames(chain.get().get(0));
    for (String serverName : serverNames) {
      if (!certified.contains(serverName)) {
        map.fault("serverNames", serverName, "one of the certificate's own: " + certified);
      }
    }
    return Optional.of(new Tls(key.get(), chain.get(), named ? serverNames : certified));
  }

  private static Optional<Session> session(Keys map) {
    Optional<KeyReference> key = map.required("key", Values::key);
    Optional<SessionKey> publicKey = SessionKeyReader.read(map);
    map.end();
    return key.isPresent() && publicKey.isPresent()
        ? Optional.of(new Session(key.get(), publicKey.get()))
        : Optional.empty();
  }

  /** Leaf first, each signed by the next, valid now, and for this identity. */
  private List<X509Certificate> checked(List<X509Certificate> chain, Optional<String> name) {
    X500Principal subject = chain.get(0).getSubjectX500Principal();
    if (name.isPresent() && !subject.equals(new X500Principal(name.get()))) {
      throw new IllegalArgumentException(
          "a chain whose first subject is \"%s\", not \"%s\""
              .formatted(name.get(), subject.getName()));
    }
    for (int i = 0; i < chain.size(); i++) {
      checkValid(chain.get(i));
      if (i + 1 < chain.size()) {
        checkSigned(chain.get(i), chain.get(i + 1));
      }
    }
    return chain;
  }

  private void checkValid(X509Certificate certificate) {
    Instant now = clock.instant();
    if (now.isBefore(certificate.getNotBefore().toInstant())
        || now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new IllegalArgumentException(
          "certificates that are valid now; that of \"%s\" is so from %s to %s"
              .formatted(
                  certificate.getSubjectX500Principal().getName(),
                  certificate.getNotBefore().toInstant(),
                  certificate.getNotAfter().toInstant()));
    }
  }

  private static void checkSigned(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "a chain, leaf first; that of \"%s\" is not signed by the next"
              .formatted(certificate.getSubjectX500Principal().getName()),
          e);
    }
  }

  private static List<String> dnsNames(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.get(0).equals(SAN_DNS_NAME))
              .map(name -> ((String) name.get(1)).toLowerCase(Locale.ROOT))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
