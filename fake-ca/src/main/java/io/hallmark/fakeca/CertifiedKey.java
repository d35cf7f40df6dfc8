package io.hallmark.fakeca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key with its certificate.
 *
 * @param privateKey of the first certificate
 * @param chain leaf first, the CA last
 */
public record CertifiedKey(PrivateKey privateKey, List<X509Certificate> chain) {
  public CertifiedKey {
    chain = List.copyOf(chain);
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The subject only; the key is not shown. */
  @Override
  public String toString() {
    return "CertifiedKey[" + certificate().getSubjectX500Principal() + "]";
  }
}
