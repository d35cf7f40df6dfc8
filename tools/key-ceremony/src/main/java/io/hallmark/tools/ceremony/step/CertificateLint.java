package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.plan.Step;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Holds certificates against the rules, before and after the token signs. */
final class CertificateLint {
  private static final int KEY_CERT_SIGN = 5;

  private CertificateLint() {}

  /** A certificate that the JDK can read. */
  static X509Certificate parse(String what, byte[] der) throws StoppedException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw StoppedException.failed(what + " is no certificate that the JDK can read", e);
    }
  }

  /** Whether {@code issuer} may sign such a certificate with {@code key} (RFC 5280 section 4.2). */
  static void checkIssuer(
      String what,
      X509Certificate issuer,
      PublicKey key,
      Step.Validity validity,
      OptionalInt pathLength)
      throws StoppedException {
    if (!Arrays.equals(issuer.getPublicKey().getEncoded(), key.getEncoded())) {
      throw StoppedException.refused(what + " is for another key than the issuer's");
    }
    boolean[] usage = issuer.getKeyUsage();
    if (issuer.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
      throw StoppedException.refused(what + " is not a CA's, so its key must sign no certificate");
    }
    int allowed = issuer.getBasicConstraints() - 1;
    int wanted = pathLength.orElse(Integer.MAX_VALUE - 1);
    if (issuer.getBasicConstraints() != Integer.MAX_VALUE && wanted > allowed) {
      throw StoppedException.refused(
          "%s allows path lengths up to %d below it, asked for %s"
              .formatted(
                  what, allowed, pathLength.isPresent() ? String.valueOf(wanted) : "no limit"));
    }
    if (validity.notBefore().isBefore(issuer.getNotBefore().toInstant())
        || validity.notAfter().isAfter(issuer.getNotAfter().toInstant())) {
      throw StoppedException.refused(
          "%s is valid from %s to %s, which does not cover %s to %s"
              .formatted(
                  what,
                  issuer.getNotBefore().toInstant(),
                  issuer.getNotAfter().toInstant(),
                  validity.notBefore(),
                  validity.notAfter()));
    }
  }

  /** Whether a signed certificate says what was asked for and is its issuer's. */
  static void checkSigned(
      X509Certificate certificate, byte[] asked, PublicKey issuerKey, X509Certificate issuer)
      throws StoppedException {
    try {
      if (!Arrays.equals(certificate.getTBSCertificate(), asked)) {
        throw StoppedException.failed("the certificate says other things than was asked for");
      }
      certificate.verify(issuerKey);
      validate(certificate, issuer);
    } catch (GeneralSecurityException e) {
      throw StoppedException.failed(
          "the certificate does not verify by the JDK: " + e.getMessage(), e);
    }
  }

  /** RFC 5280 section 6, at the first moment of validity. */
  private static void validate(X509Certificate certificate, X509Certificate anchor)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(certificate.getNotBefore());
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
            parameters);
  }
}
