package io.hallmark.tools.cluster;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.fakeca.FakeCa;
import io.hallmark.fakeca.Profile;
import io.hallmark.messaging.client.Bus;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a cluster shows to others.
 *
 * @param name of the cluster
 * @param endpoints {@code https://HOST:PORT} of its gateways
 * @param tlsKey for both sides of TLS, in its token
 * @param chain certificate of that key, leaf first
 * @param sessionKey for the session protocol, in its token
 */
record Organisation(
    ClusterName name,
    List<String> endpoints,
    KeyInfo tlsKey,
    List<X509Certificate> chain,
    KeyInfo sessionKey) {
  private static final String TLS_ALIAS = "tls";
  private static final String SESSION_ALIAS = "session";
  private static final int DAYS = 365;

  Organisation {
    endpoints = List.copyOf(endpoints);
    chain = List.copyOf(chain);
  }

  /** Makes its keys inside its token and has the TLS key certified. */
  static Organisation enrol(
      ClusterName name, Bus bus, FakeCa authority, List<String> gatewayAddresses) {
    try (ClusterKeys keys = ClusterKeys.open(name, bus)) {
      KeyInfo tls = keys.generate(TLS_ALIAS, KeyCategory.TLS);
      KeyInfo session = keys.generate(SESSION_ALIAS, KeyCategory.SESSION);
      byte[] request =
          keys.certificationRequest(
              TLS_ALIAS, List.of(name.serverName(), "localhost"), List.of(Addresses.LOOPBACK));
      List<X509Certificate> chain = authority.signCsr(request, Profile.TLS_PEER, DAYS);
      List<String> endpoints =
          gatewayAddresses.stream().map(address -> "https://" + address).toList();
      return new Organisation(name, endpoints, tls, chain, session);
    }
  }
}
