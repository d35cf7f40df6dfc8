package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.signing.PublicKeys;
import io.hallmark.certificates.signing.SecondOpinion;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;

/** Rules that only a signed certificate can break. */
final class SignedRules {
  private static final String DISTRUST =
      "do not use it; something between here and the key is broken or hostile";

  static final List<LintRule> ALL =
      List.of(
          LintRule.after(
              "signed-what-was-linted",
              "RFC 5280 section 4.1.1.1",
              "exactly the content that was linted",
              DISTRUST,
              signed(SignedRules::content)),
          LintRule.after(
              "signed-der",
              "RFC 5280 section 4.1",
              "an encoding in DER",
              DISTRUST,
              signed(SignedRules::canonical)),
          LintRule.after(
              "signature-algorithms-agree",
              "RFC 5280 section 4.1.1.2",
              "the same signature algorithm inside and outside of what is signed",
              DISTRUST,
              signed(
                  (subject, certificate) ->
                      when(
                          !certificate
                              .asn1()
                              .getSignatureAlgorithm()
                              .equals(subject.tbs().getSignature()),
                          "outside it is %s"
                              .formatted(
                                  certificate.asn1().getSignatureAlgorithm().getAlgorithm())))),
          LintRule.after(
              "signature-verifies",
              "RFC 5280 section 4.1.1.3",
              "a signature by its issuer's key, as found by another implementation than its maker",
              DISTRUST,
              signed(SignedRules::verifies)),
          LintRule.after(
              "path-validates",
              "RFC 5280 section 6.1",
              "a valid path from its issuer, as found by the JVM",
              "see what the path validator says",
              signed(SignedRules::path)));

  private SignedRules() {}

  private interface SignedCheck {
    Optional<String> against(LintSubject subject, SignedCertificate certificate);
  }

  private static LintRule.Check signed(SignedCheck check) {
    return subject -> subject.signed().flatMap(certificate -> check.against(subject, certificate));
  }

  private static Optional<String> content(LintSubject subject, SignedCertificate certificate) {
    try {
      byte[] found = certificate.asn1().getTBSCertificate().getEncoded(ASN1Encoding.DER);
      return when(!Arrays.equals(found, subject.draft().content()), "it says other things");
    } catch (IOException e) {
      return Optional.of("it cannot be encoded: " + e.getMessage());
    }
  }

  private static Optional<String> canonical(LintSubject subject, SignedCertificate certificate) {
    try {
      byte[] again = certificate.asn1().getEncoded(ASN1Encoding.DER);
      return when(!Arrays.equals(again, certificate.der()), "it is not its own DER encoding");
    } catch (IOException e) {
      return Optional.of("it cannot be encoded: " + e.getMessage());
    }
  }

  private static Optional<String> verifies(LintSubject subject, SignedCertificate certificate) {
    Optional<SigningAlgorithm> algorithm = subject.draft().algorithm();
    try {
      boolean good =
          algorithm.isPresent()
              && SecondOpinion.verifies(
                  algorithm.get(),
                  PublicKeys.of("the issuer", subject.signingKey()),
                  subject.draft().content(),
                  certificate.asn1().getSignature().getOctets(),
                  certificate.maker());
      return when(!good, "the signature made by %s does not verify".formatted(certificate.maker()));
    } catch (CertificatesException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * At the first moment of validity: whether it is valid today is not the certificate's matter. The
   * JVM knows no name constraints of trust anchors: rule issuer-name-constraints sees to them.
   */
  private static Optional<String> path(LintSubject subject, SignedCertificate certificate) {
    X509Certificate anchor = subject.issuer().orElse(certificate.certificate());
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(certificate.certificate().getNotBefore());
      var unused =
          CertPathValidator.getInstance("PKIX")
              .validate(
                  CertificateFactory.getInstance("X.509")
                      .generateCertPath(List.of(certificate.certificate())),
                  parameters);
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.of("the path does not validate: " + e.getMessage());
    }
  }
}
