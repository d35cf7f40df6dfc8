package io.hallmark.messaging.membership;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates as PEM (RFC 7468), one to a string. */
final class PemCertificates {
  private static final int LINE_CHARACTERS = 64;

  private PemCertificates() {}

  static List<X509Certificate> read(List<String> pems) {
    return pems.stream().map(PemCertificates::read).toList();
  }

  static List<String> write(List<X509Certificate> certificates) {
    return certificates.stream().map(PemCertificates::write).toList();
  }

  private static X509Certificate read(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not a certificate in PEM: " + e.getMessage(), e);
    }
  }

  private static String write(X509Certificate certificate) {
    try {
      String base64 =
          Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'})
              .encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate cannot be encoded", e);
    }
  }
}
