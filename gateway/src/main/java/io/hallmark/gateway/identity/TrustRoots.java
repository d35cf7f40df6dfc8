package io.hallmark.gateway.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What certificates of a group's members chain to. Paths are checked by the JDK's PKIX (RFC 5280):
 * validity, constraints, key usage and extended key usage, and for a server its host name (RFC
 * 6125). Safe for concurrent use.
 */
public final class TrustRoots {
  private final X509ExtendedTrustManager pkix;

  private TrustRoots(X509ExtendedTrustManager pkix) {
    this.pkix = pkix;
  }

  /**
   * @param what whose roots, for the message
   * @throws IllegalArgumentException if they cannot be used
   */
  static TrustRoots of(String what, List<X509Certificate> roots) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root-" + i, roots.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return new TrustRoots((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(what + ": trust roots cannot be used", e);
    }
  }

  /** Throws unless the chain is one of a TLS client that leads to a root. */
  public void checkClient(X509Certificate[] chain, String authType) throws CertificateException {
    pkix.checkClientTrusted(chain, authType);
  }

  /**
   * Throws unless the chain is one of a TLS server that leads to a root, for the host that the
   * engine was made for.
   */
  public void checkServer(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    pkix.checkServerTrusted(chain, authType, engine);
  }
}
