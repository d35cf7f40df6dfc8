package io.hallmark.certificates.draft;

import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * What a certificate will say (TBSCertificate, RFC 5280 section 4.1.2), before anyone signed it.
 * Nothing about it is settled: it is the lint's to say whether it may be signed. Immutable.
 *
 * @param profile what it should keep to
 * @param tbs what will be signed
 * @param issuer whose key will sign it; empty where it is its own
 */
public record CertificateDraft(
    CertificateProfile profile, TBSCertificate tbs, Optional<X509Certificate> issuer) {

  /** Begins a draft. */
  public static DraftBuilder of(CertificateProfile profile) {
    return new DraftBuilder(profile);
  }

  /** What is to be signed, DER. */
  public byte[] content() {
    try {
      return tbs.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a draft cannot be encoded", e);
    }
  }

  /** How it will be signed; empty where it names no algorithm of ours. */
  public Optional<SigningAlgorithm> algorithm() {
    return SigningAlgorithm.of(tbs.getSignature());
  }
}
