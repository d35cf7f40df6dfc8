package io.hallmark.certificates.lint;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.X509Certificates;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.Certificate;

/** A certificate as it came back, read by two implementations. Immutable. */
final class SignedCertificate {
  private final byte[] der;
  private final Certificate asn1;
  private final X509Certificate certificate;
  private final String maker;

  private SignedCertificate(
      byte[] der, Certificate asn1, X509Certificate certificate, String maker) {
    this.der = der;
    this.asn1 = asn1;
    this.certificate = certificate;
    this.maker = maker;
  }

  static SignedCertificate parse(byte[] der, String maker) {
    try {
      return new SignedCertificate(
          der.clone(),
          Certificate.getInstance(der),
          X509Certificates.parse("what was signed", der),
          maker);
    } catch (IllegalArgumentException e) {
      throw CertificatesException.failed("what was signed is no certificate", e);
    }
  }

  /** As it came. */
  byte[] der() {
    return der.clone();
  }

  /** As Bouncy Castle reads it. */
  Certificate asn1() {
    return asn1;
  }

  /** As the JVM's certificate factory reads it. */
  X509Certificate certificate() {
    return certificate;
  }

  /** What signed it. */
  String maker() {
    return maker;
  }
}
