package io.hallmark.certificates.name;

import io.hallmark.certificates.CertificatesException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * Holds names to the constraints of all authorities above them (RFC 5280 sections 4.2.1.10, 6.1.3
 * (b), (c) and 6.1.4 (g)). The JVM's own validation leaves out those of the trust anchor, so a
 * constrained root would bind nobody. Pure.
 */
public final class PathNames {
  private PathNames() {}

  /**
   * What is wrong with the names on a path, or empty.
   *
   * @param path the trust anchor first, the leaf last
   */
  public static Optional<String> violation(List<X509Certificate> path) {
    PKIXNameConstraintValidator constraints = new PKIXNameConstraintValidator();
    for (int i = 0; i < path.size(); i++) {
      X509Certificate certificate = path.get(i);
      boolean leaf = i == path.size() - 1;
      // A self-issued authority is the one above under another key (section 6.1.3 (b)).
      if (leaf || !isSelfIssued(certificate)) {
        Optional<String> wrong = violation(constraints, tbs(certificate));
        if (wrong.isPresent()) {
          return wrong;
        }
      }
      add(constraints, certificate);
    }
    return Optional.empty();
  }

  /**
   * What is wrong with the names of a certificate that is yet to be signed, or empty.
   *
   * @param authorities the trust anchor first, the issuer last; as many as are known
   */
  public static Optional<String> violation(
      List<X509Certificate> authorities, TBSCertificate certificate) {
    PKIXNameConstraintValidator constraints = new PKIXNameConstraintValidator();
    authorities.forEach(authority -> add(constraints, authority));
    return violation(constraints, certificate);
  }

  private static void add(PKIXNameConstraintValidator constraints, X509Certificate authority) {
    Optional<NameConstraints> own = NameConstraints.of(authority);
    if (own.isEmpty()) {
      return;
    }
    GeneralSubtree[] permitted = own.get().asn1().getPermittedSubtrees();
    GeneralSubtree[] excluded = own.get().asn1().getExcludedSubtrees();
    if (permitted != null) {
      constraints.intersectPermittedSubtree(permitted);
    }
    for (GeneralSubtree subtree : excluded == null ? new GeneralSubtree[0] : excluded) {
      constraints.addExcludedSubtree(subtree);
    }
  }

  private static Optional<String> violation(
      PKIXNameConstraintValidator constraints, TBSCertificate certificate) {
    X500Name subject = certificate.getSubject();
    try {
      constraints.checkPermittedDN(subject);
      constraints.checkExcludedDN(subject);
      for (GeneralName name : names(certificate, subject)) {
        constraints.checkPermitted(name);
        constraints.checkExcluded(name);
      }
      return Optional.empty();
    } catch (NameConstraintValidatorException e) {
      return Optional.of("\"%s\": %s".formatted(subject, e.getMessage()));
    }
  }

  /** Where no alternative name is there, the subject's e-mail addresses count (4.2.1.10). */
  private static List<GeneralName> names(TBSCertificate certificate, X500Name subject) {
    Extensions extensions = certificate.getExtensions();
    GeneralNames alternative =
        extensions == null
            ? null
            : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    if (alternative != null) {
      return List.of(alternative.getNames());
    }
    List<GeneralName> mails = new ArrayList<>();
    for (RDN rdn : subject.getRDNs(BCStyle.EmailAddress)) {
      for (AttributeTypeAndValue part : rdn.getTypesAndValues()) {
        if (part.getType().equals(BCStyle.EmailAddress)
            && part.getValue() instanceof ASN1String mail) {
          mails.add(new GeneralName(GeneralName.rfc822Name, mail.getString()));
        }
      }
    }
    return mails;
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return Arrays.equals(
        certificate.getSubjectX500Principal().getEncoded(),
        certificate.getIssuerX500Principal().getEncoded());
  }

  private static TBSCertificate tbs(X509Certificate certificate) {
    try {
      return Certificate.getInstance(certificate.getEncoded()).getTBSCertificate();
    } catch (CertificateEncodingException e) {
      throw CertificatesException.failed("a certificate that was read cannot be written", e);
    }
  }
}
