package io.hallmark.certificates.draft;

import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
 * @param above the authorities above the issuer, nearest first, as far as they are known: their
 *     name constraints bind, too
 */
public record CertificateDraft(
    CertificateProfile profile,
    TBSCertificate tbs,
    Optional<X509Certificate> issuer,
    List<X509Certificate> above) {
  public CertificateDraft {
    above = List.copyOf(above);
  }

  /** Where nothing above the issuer is known, or there is nothing. */
  public CertificateDraft(
      CertificateProfile profile, TBSCertificate tbs, Optional<X509Certificate> issuer) {
    this(profile, tbs, issuer, List.of());
  }

  /** The same below these. */
  public CertificateDraft below(List<X509Certificate> authorities) {
    return new CertificateDraft(profile, tbs, issuer, authorities);
  }

  /** All authorities above it that are known, the highest first. */
  public List<X509Certificate> authorities() {
    List<X509Certificate> path = new ArrayList<>(above);
    issuer.ifPresent(nearest -> path.add(0, nearest));
    Collections.reverse(path);
    return path;
  }

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
