package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import io.hallmark.certificates.draft.KeyIdentifiers;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.name.PathNames;
import io.hallmark.certificates.signing.PublicKeys;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** Rules about who signs, and how. */
final class IssuerRules {
  private static final String ANOTHER_ISSUER = "have it issued by another authority";
  private static final String BY_DRAFT = "build it with CertificateDraft";
  private static final int KEY_CERT_SIGN = 5;

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
              "issuer-name",
              "RFC 5280 section 4.1.2.4",
              "the name of its issuer, byte for byte, which is not empty",
              BY_DRAFT,
              IssuerRules::name),
          LintRule.before(
              "issuer-may-sign",
              "RFC 5280 section 6.1.4 (k) and (n)",
              "an issuer that is an authority and may sign certificates",
              ANOTHER_ISSUER,
              IssuerRules::maySign),
          LintRule.before(
              "issuer-path-length",
              "RFC 5280 section 6.1.4 (l) and (m)",
              "a path length for which its issuer leaves room",
              "give a smaller path length, or have it issued higher up",
              IssuerRules::pathLength),
          LintRule.before(
              "issuer-name-constraints",
              "RFC 5280 section 6.1.3 (b) and (c)",
              "names within the name constraints of all authorities above it",
              "correct the names, or have it issued by another authority",
              IssuerRules::withinConstraints),
          LintRule.before(
              "subject-key-identifier",
              "RFC 5280 section 4.2.1.2",
              "a subject key identifier, not critical",
              BY_DRAFT,
              IssuerRules::subjectKeyIdentifier),
          LintRule.before(
              "authority-key-identifier",
              "RFC 5280 section 4.2.1.1",
              "an authority key identifier that is its issuer's subject key identifier, not critical",
              BY_DRAFT,
              IssuerRules::authorityKeyIdentifier),
          LintRule.before(
              "authority-key-identifier-only",
              "BR section 7.1.2.11.1",
              "an authority key identifier without its issuer's name and serial number",
              BY_DRAFT,
              subject ->
                  authority(subject)
                      .flatMap(
                          identifier ->
                              when(
                                  identifier.getAuthorityCertIssuer() != null
                                      || identifier.getAuthorityCertSerialNumber() != null,
                                  "it has them"))),
          LintRule.before(
              "signature-algorithm",
              "BR section 7.1.3.2 and RFC 8410 section 6",
              "a signature by ECDSA or RSA with SHA-2, or Ed25519, encoded with NULL for RSA and"
                  + " nothing for the others",
              BY_DRAFT,
              subject ->
                  when(
                      SigningAlgorithm.of(subject.tbs().getSignature()).isEmpty(),
                      "the algorithm is %s, parameters %s"
                          .formatted(
                              subject.tbs().getSignature().getAlgorithm(),
                              subject.tbs().getSignature().getParameters()))),
          LintRule.before(
              "signature-fits-key",
              "BR section 7.1.3.2",
              "a signature that its issuer's key can make, with the hash of the key's strength",
              BY_DRAFT,
              IssuerRules::fitsKey));

  private IssuerRules() {}

  private static Optional<String> name(LintSubject subject) {
    X500Name wanted =
        subject
            .issuer()
            .map(X509Certificate::getSubjectX500Principal)
            .map(DistinguishedNames::asn1)
            .orElse(subject.tbs().getSubject());
    X500Name found = subject.tbs().getIssuer();
    boolean same =
        Arrays.equals(
            DistinguishedNames.principal(wanted).getEncoded(),
            DistinguishedNames.principal(found).getEncoded());
    return when(
        found.getRDNs().length == 0 || !same,
        "the issuer is \"%s\" and the one who signs is \"%s\"".formatted(found, wanted));
  }

  private static Optional<String> maySign(LintSubject subject) {
    if (subject.issuer().isEmpty()) {
      return Optional.empty();
    }
    X509Certificate issuer = subject.issuer().get();
    boolean[] usage = issuer.getKeyUsage();
    return when(
        issuer.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN],
        "the certificate of %s is not one of an authority that signs certificates"
            .formatted(issuer.getSubjectX500Principal()));
  }

  private static Optional<String> pathLength(LintSubject subject) {
    int allowed = subject.issuer().map(X509Certificate::getBasicConstraints).orElse(-1);
    if (!subject.isAuthority() || allowed < 0 || allowed == Integer.MAX_VALUE) {
      return Optional.empty();
    }
    if (allowed == 0) {
      return Optional.of("its issuer has path length 0, so no authority stands below it");
    }
    BigInteger wanted = subject.basicConstraints().orElseThrow().getPathLenConstraint();
    return when(
        wanted == null || wanted.compareTo(BigInteger.valueOf(allowed - 1)) > 0,
        "the path length is %s and its issuer's is %d"
            .formatted(wanted == null ? "without limit" : wanted, allowed));
  }

  private static Optional<String> withinConstraints(LintSubject subject) {
    return PathNames.violation(subject.draft().authorities(), subject.tbs());
  }

  private static Optional<String> subjectKeyIdentifier(LintSubject subject) {
    Optional<Extension> extension = subject.extension(Extension.subjectKeyIdentifier);
    if (extension.isEmpty()) {
      return Optional.of("there is none");
    }
    return when(extension.get().isCritical(), "it is critical");
  }

  private static Optional<AuthorityKeyIdentifier> authority(LintSubject subject) {
    return subject.value(Extension.authorityKeyIdentifier).map(AuthorityKeyIdentifier::getInstance);
  }

  private static Optional<String> authorityKeyIdentifier(LintSubject subject) {
    Optional<AuthorityKeyIdentifier> found = authority(subject);
    if (found.isEmpty()) {
      return Optional.of("there is none");
    }
    if (subject.extension(Extension.authorityKeyIdentifier).orElseThrow().isCritical()) {
      return Optional.of("it is critical");
    }
    byte[] wanted =
        subject.issuer().map(KeyIdentifiers::of).orElseGet(() -> ownIdentifier(subject));
    byte[] octets = found.get().getKeyIdentifier();
    return when(
        octets == null || !Arrays.equals(octets, wanted),
        "it is %s and its issuer's is %s"
            .formatted(
                octets == null ? "without key identifier" : HexFormat.of().formatHex(octets),
                HexFormat.of().formatHex(wanted)));
  }

  private static byte[] ownIdentifier(LintSubject subject) {
    return subject
        .value(Extension.subjectKeyIdentifier)
        .map(value -> SubjectKeyIdentifier.getInstance(value).getKeyIdentifier())
        .orElseGet(() -> PublicKeys.identifier(subject.key()));
  }

  private static Optional<String> fitsKey(LintSubject subject) {
    Optional<SigningAlgorithm> algorithm = SigningAlgorithm.of(subject.tbs().getSignature());
    if (algorithm.isEmpty() || SignatureFit.fits(algorithm.get(), subject.signingKey())) {
      return Optional.empty(); // Rule signature-algorithm names an unknown one.
    }
    return Optional.of(
        "the algorithm is %s and the key that signs is %s"
            .formatted(algorithm.get(), SignatureFit.describe(subject.signingKey())));
  }
}
