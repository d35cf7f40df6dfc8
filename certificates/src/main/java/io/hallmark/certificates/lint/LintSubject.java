package io.hallmark.certificates.lint;

import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.profile.KeyKind;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * What rules look at: a draft, and what became of it when it was signed. Immutable.
 *
 * @param draft what was to be signed
 * @param signed what was signed; empty before
 */
record LintSubject(CertificateDraft draft, Optional<SignedCertificate> signed) {
  static LintSubject before(CertificateDraft draft) {
    return new LintSubject(draft, Optional.empty());
  }

  TBSCertificate tbs() {
    return draft.tbs();
  }

  CertificateProfile profile() {
    return draft.profile();
  }

  Optional<X509Certificate> issuer() {
    return draft.issuer();
  }

  SubjectPublicKeyInfo key() {
    return tbs().getSubjectPublicKeyInfo();
  }

  Optional<KeyKind> keyKind() {
    return KeyKind.of(key());
  }

  /** The key that signs it. */
  SubjectPublicKeyInfo signingKey() {
    return issuer()
        .map(authority -> SubjectPublicKeyInfo.getInstance(authority.getPublicKey().getEncoded()))
        .orElse(key());
  }

  Optional<Extension> extension(ASN1ObjectIdentifier oid) {
    Extensions all = tbs().getExtensions();
    return all == null ? Optional.empty() : Optional.ofNullable(all.getExtension(oid));
  }

  Optional<ASN1Encodable> value(ASN1ObjectIdentifier oid) {
    return extension(oid).map(Extension::getParsedValue);
  }

  Optional<BasicConstraints> basicConstraints() {
    return value(Extension.basicConstraints).map(BasicConstraints::getInstance);
  }

  Optional<KeyUsage> keyUsage() {
    return value(Extension.keyUsage).map(KeyUsage::getInstance);
  }

  /** None where there is no such extension. */
  GeneralName[] names() {
    return value(Extension.subjectAlternativeName)
        .map(value -> GeneralNames.getInstance(value).getNames())
        .orElseGet(() -> new GeneralName[0]);
  }

  /** Whether the certificate says that it is an authority's. */
  boolean isAuthority() {
    return basicConstraints().map(BasicConstraints::isCA).orElse(false);
  }
}
