package io.hallmark.certificates.draft;

import static java.util.Objects.requireNonNull;

import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.name.NameConstraints;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.signing.PublicKeys;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * Puts a draft together: what the profile says, and what is each certificate's own. Who calls
 * neither {@link #issuer} nor gives the profile of a root has not said who signs. Confined to one
 * thread.
 */
public final class DraftBuilder {
  private final CertificateProfile profile;
  private final DraftExtras extras = new DraftExtras();
  private SerialNumber serial = SerialNumber.random();
  private X500Principal subject;
  private PublicKey key;
  private Validity validity;
  private Optional<X509Certificate> issuer = Optional.empty();

  DraftBuilder(CertificateProfile profile) {
    this.profile = profile;
  }

  public DraftBuilder subject(X500Principal name) {
    subject = name;
    return this;
  }

  /** Whose certificate it is. */
  public DraftBuilder key(PublicKey publicKey) {
    key = publicKey;
    return this;
  }

  public DraftBuilder validity(Validity from) {
    validity = from;
    return this;
  }

  /** Another than a random number of the JVM's. */
  public DraftBuilder serial(SerialNumber number) {
    serial = number;
    return this;
  }

  /** Whose key signs it. */
  public DraftBuilder issuer(X509Certificate authority) {
    issuer = Optional.of(authority);
    return this;
  }

  public DraftBuilder names(List<AlternativeName> names) {
    extras.names = List.copyOf(names);
    return this;
  }

  /** How many authorities may stand below this one; empty: as many as the issuer allows. */
  public DraftBuilder pathLength(OptionalInt authorities) {
    extras.pathLength = authorities;
    return this;
  }

  public DraftBuilder nameConstraints(NameConstraints constraints) {
    extras.nameConstraints = Optional.of(constraints);
    return this;
  }

  /** A comment that every viewer shows (the Netscape comment). */
  public DraftBuilder comment(String text) {
    extras.comment = Optional.of(text);
    return this;
  }

  /** Where the issuer's CRL is to be had, an http address (RFC 5280 section 4.2.1.13). */
  public DraftBuilder crlAt(String url) {
    extras.crlUrl = Optional.of(url);
    return this;
  }

  /** Who answers whether it is revoked, an http address (RFC 5280 section 4.2.2.1). */
  public DraftBuilder ocspAt(String url) {
    extras.ocspUrl = Optional.of(url);
    return this;
  }

  /** Another identifier of its key than ours, where certificates by others use one already. */
  public DraftBuilder keyIdentifier(byte[] identifier) {
    extras.keyIdentifier = Optional.of(identifier.clone());
    return this;
  }

  /** The draft, which the lint has not seen yet. */
  public CertificateDraft build() {
    requireNonNull(subject, "subject");
    requireNonNull(key, "key");
    requireNonNull(validity, "validity");
    if (issuer.isEmpty() != profile.selfSigned()) {
      throw new IllegalStateException(
          profile.selfSigned()
              ? "a certificate of profile %s signs itself".formatted(profile.name())
              : "a certificate of profile %s needs an issuer".formatted(profile.name()));
    }
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
    PublicKey signing = issuer.map(X509Certificate::getPublicKey).orElse(key);
    V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
    tbs.setSerialNumber(new ASN1Integer(serial.value()));
    tbs.setSignature(SigningAlgorithm.of(signing).identifier());
    tbs.setIssuer(
        DistinguishedNames.asn1(
            issuer.map(X509Certificate::getSubjectX500Principal).orElse(subject)));
    tbs.setStartDate(new Time(Date.from(validity.notBefore())));
    tbs.setEndDate(new Time(Date.from(validity.notAfter())));
    tbs.setSubject(DistinguishedNames.asn1(subject));
    tbs.setSubjectPublicKeyInfo(info);
    boolean named = !subject.getName().isEmpty();
    tbs.setExtensions(extras.extensions(profile, PublicKeys.identifier(info), issuer, named));
    return new CertificateDraft(profile, tbs.generateTBSCertificate(), issuer);
  }
}
