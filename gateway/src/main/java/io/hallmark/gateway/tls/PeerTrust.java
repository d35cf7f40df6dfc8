package io.hallmark.gateway.tls;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.Member;
import io.hallmark.gateway.identity.Names;
import io.hallmark.gateway.identity.Peer;
import io.hallmark.gateway.identity.TrustRoots;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the other end's certificate is a member's. What it finds is left with the {@link
 * Handshake}. It reads the directory anew for each handshake, so that a change needs no restart.
 * Safe for concurrent use.
 *
 * <p>The members' names are looked at before any signature of the chain is checked: a stranger
 * costs a look-up, not a path validation.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  private static final Logger log = LoggerFactory.getLogger(PeerTrust.class);

  private final Supplier<Directory> directory;
  private final Handshakes handshakes;
  private final TlsMetrics metrics;

  PeerTrust(Supplier<Directory> directory, Handshakes handshakes, TlsMetrics metrics) {
    this.directory = directory;
    this.handshakes = handshakes;
    this.metrics = metrics;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Handshake handshake = handshake(engine);
    Directory now = directory.get();
    String subject = subject(chain);
    Set<String> memberOf = now.groupsOf(subject);
    if (memberOf.isEmpty()) {
      throw refused(Refused.NOT_A_MEMBER, subject, "is an active member of no group", null);
    }
    Set<String> trusted = new HashSet<>();
    CertificateException last = null;
    for (String group : memberOf) {
      try {
        roots(now, group).checkClient(chain, authType);
        trusted.add(group);
      } catch (CertificateException e) {
        last = e;
      }
    }
    if (trusted.isEmpty()) {
      throw refused(Refused.CERTIFICATE, subject, "its certificate leads to no trust root", last);
    }
    handshake.authenticated(new Peer(subject, trusted));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Handshake handshake = handshake(engine);
    Member expected =
        handshake.expected().orElseThrow(() -> new CertificateException("no member is expected"));
    String subject = subject(chain);
    if (!subject.equals(expected.subject())) {
      throw refused(Refused.WRONG_MEMBER, subject, "where " + expected.name() + " is", null);
    }
    try {
      roots(directory.get(), expected.group()).checkServer(chain, authType, engine);
    } catch (CertificateException e) {
      throw refused(Refused.CERTIFICATE, subject, "its certificate is not trusted", e);
    }
    handshake.authenticated(new Peer(subject, Set.of(expected.group())));
  }

  private Handshake handshake(SSLEngine engine) throws CertificateException {
    return handshakes
        .of(engine)
        .orElseThrow(() -> new CertificateException("the handshake is gone"));
  }

  private static TrustRoots roots(Directory directory, String group) throws CertificateException {
    return directory
        .roots(group)
        .orElseThrow(() -> new CertificateException("group " + group + " has no trust roots"));
  }

  private static String subject(X509Certificate[] chain) throws CertificateException {
    if (chain == null || chain.length == 0) {
      throw new CertificateException("no certificate");
    }
    return Names.canonical(chain[0].getSubjectX500Principal());
  }

  private CertificateException refused(
      Refused reason, String subject, String why, CertificateException cause) {
    metrics.refused(reason);
    log.info("certificate of {} refused: {}{}", subject, why, because(cause));
    return new CertificateException("certificate of " + subject + ": " + why, cause);
  }

  private static String because(CertificateException cause) {
    return cause == null ? "" : ": " + cause.getMessage();
  }

  /** BoringSSL always comes with its engine; without one there is nothing to check against. */
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a client's certificate is checked only with its engine");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a server's certificate is checked only with its engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  /** None: a request for a certificate that named every group's roots would grow with them. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
