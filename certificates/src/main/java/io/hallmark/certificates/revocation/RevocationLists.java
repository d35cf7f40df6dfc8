package io.hallmark.certificates.revocation;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.certificates.signing.SecondOpinion;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;

/** Reading certificate revocation lists. */
public final class RevocationLists {
  private RevocationLists() {}

  /**
   * A list that its issuer signed.
   *
   * @param what it is called in a fault
   * @param maker what made the signature; another implementation verifies
   * @throws CertificatesException where it is none, or not its issuer's
   */
  public static X509CRL verified(String what, byte[] der, X509Certificate issuer, String maker) {
    try {
      X509CRL list =
          (X509CRL)
              CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
      boolean good =
          list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
              && SecondOpinion.verifies(
                  SigningAlgorithm.of(issuer.getPublicKey()),
                  issuer.getPublicKey(),
                  list.getTBSCertList(),
                  list.getSignature(),
                  maker);
      if (!good) {
        throw CertificatesException.refused(
            "%s is not signed by \"%s\"".formatted(what, issuer.getSubjectX500Principal()));
      }
      return list;
    } catch (CertificateException | CRLException e) {
      throw CertificatesException.badInput(what + " is not a certificate revocation list", e);
    }
  }

  /** The list's number (RFC 5280 section 5.2.3). */
  public static BigInteger number(X509CRL list) {
    byte[] extension = list.getExtensionValue(Extension.cRLNumber.getId());
    if (extension == null) {
      throw CertificatesException.badInput("the certificate revocation list has no number");
    }
    return ASN1Integer.getInstance(ASN1OctetString.getInstance(extension).getOctets()).getValue();
  }

  public static String pem(X509CRL list) {
    try {
      return Pem.encode(Pem.CRL, list.getEncoded());
    } catch (CRLException e) {
      throw new IllegalStateException("a list that was read cannot be written", e);
    }
  }
}
