package io.hallmark.certificates.draft;

import io.hallmark.certificates.signing.PublicKeys;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** How keys of authorities are told apart (RFC 5280 sections 4.2.1.1 and 4.2.1.2). */
public final class KeyIdentifiers {
  private KeyIdentifiers() {}

  /** As the certificate itself says, or by our method where it does not. */
  public static byte[] of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    return extension == null
        ? PublicKeys.identifier(certificate.getPublicKey())
        : SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
            .getKeyIdentifier();
  }
}
