package io.hallmark.certificates;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reading certificates. */
public final class X509Certificates {
  private X509Certificates() {}

  /**
   * A certificate in DER.
   *
   * @param what it is called in a fault
   */
  public static X509Certificate parse(String what, byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw CertificatesException.badInput(what + " is broken, expected an X.509 certificate", e);
    }
  }

  /** Every certificate in a PEM text, at least one. */
  public static List<X509Certificate> chain(String what, String pem) {
    return Pem.decodeAll(what, pem, Pem.CERTIFICATE).stream().map(der -> parse(what, der)).toList();
  }
}
