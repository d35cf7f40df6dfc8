package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraints;

/** Rules about extensions as such, and about those that point elsewhere. */
final class ExtensionRules {
  /** What every verifier of RFC 5280 must know (section 4.2). */
  private static final Set<ASN1ObjectIdentifier> MAY_BE_CRITICAL =
      Set.of(
          Extension.keyUsage,
          Extension.certificatePolicies,
          Extension.subjectAlternativeName,
          Extension.basicConstraints,
          Extension.nameConstraints,
          Extension.policyConstraints,
          Extension.extendedKeyUsage,
          Extension.inhibitAnyPolicy);

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
              "extensions-unique",
              "RFC 5280 section 4.2",
              "each extension once",
              "leave the second out",
              ExtensionRules::unique),
          LintRule.before(
              "extensions-critical",
              "RFC 5280 section 4.2",
              "no critical extension that verifiers need not know",
              "make it not critical",
              ExtensionRules::critical),
          LintRule.before(
              "name-constraints",
              "RFC 5280 section 4.2.1.10",
              "name constraints only where it is an authority's, critical, and not empty",
              "build them with NameConstraints",
              ExtensionRules::nameConstraints),
          LintRule.before(
              "policies-of-profile",
              "the profile",
              "the certificate policies of its profile",
              "build it with CertificateDraft, by its profile",
              ExtensionRules::policies),
          LintRule.before(
                  "crl-address",
                  "BR section 7.1.2.11.2 and RFC 5280 section 4.2.1.13",
                  "CRL distribution points that are http addresses",
                  "give an http address: a CRL is signed, and https would need a CRL in turn",
                  subject ->
                      subject
                          .value(Extension.cRLDistributionPoints)
                          .flatMap(
                              value -> firstNotHttp(crlNames(CRLDistPoint.getInstance(value)))))
              .unlessWaived(),
          LintRule.before(
                  "ocsp-address",
                  "BR section 7.1.2.7.7 and RFC 5280 section 4.2.2.1",
                  "authority information that is http addresses",
                  "give an http address: an OCSP response is signed",
                  subject ->
                      subject
                          .value(Extension.authorityInfoAccess)
                          .flatMap(
                              value ->
                                  firstNotHttp(
                                      Arrays.stream(
                                              AuthorityInformationAccess.getInstance(value)
                                                  .getAccessDescriptions())
                                          .map(AccessDescription::getAccessLocation))))
              .unlessWaived());

  private ExtensionRules() {}

  private static Optional<String> unique(LintSubject subject) {
    Set<ASN1ObjectIdentifier> seen = new HashSet<>();
    Extensions all = subject.tbs().getExtensions();
    if (all == null) {
      return Optional.of("there are no extensions");
    }
    // Bouncy Castle's Extensions drops a second of the same kind, so its own list is not asked.
    for (ASN1Encodable extension : ASN1Sequence.getInstance(all.toASN1Primitive())) {
      ASN1ObjectIdentifier oid =
          ASN1ObjectIdentifier.getInstance(ASN1Sequence.getInstance(extension).getObjectAt(0));
      if (!seen.add(oid)) {
        return Optional.of("extension %s stands twice".formatted(oid));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> critical(LintSubject subject) {
    Extensions all = subject.tbs().getExtensions();
    return all == null
        ? Optional.empty()
        : Arrays.stream(all.getCriticalExtensionOIDs())
            .filter(oid -> !MAY_BE_CRITICAL.contains(oid))
            .findFirst()
            .map(oid -> "extension %s is critical".formatted(oid));
  }

  private static Optional<String> nameConstraints(LintSubject subject) {
    Optional<Extension> extension = subject.extension(Extension.nameConstraints);
    if (extension.isEmpty()) {
      return Optional.empty();
    }
    if (!subject.isAuthority() || !extension.get().isCritical()) {
      return Optional.of(
          "they are %s and it is %s authority's"
              .formatted(
                  extension.get().isCritical() ? "critical" : "not critical",
                  subject.isAuthority() ? "an" : "no"));
    }
    NameConstraints value = NameConstraints.getInstance(extension.get().getParsedValue());
    return when(
        value.getPermittedSubtrees() == null && value.getExcludedSubtrees() == null,
        "they permit and exclude nothing");
  }

  private static Optional<String> policies(LintSubject subject) {
    List<String> wanted = subject.profile().policies();
    List<String> present =
        subject
            .value(Extension.certificatePolicies)
            .map(org.bouncycastle.asn1.x509.CertificatePolicies::getInstance)
            .map(
                policies ->
                    Arrays.stream(policies.getPolicyInformation())
                        .map(policy -> policy.getPolicyIdentifier().getId())
                        .toList())
            .orElse(List.of());
    return when(
        !Set.copyOf(present).equals(Set.copyOf(wanted)),
        "its policies are %s and profile %s says %s"
            .formatted(present, subject.profile().name(), wanted));
  }

  private static Stream<GeneralName> crlNames(CRLDistPoint points) {
    return Arrays.stream(points.getDistributionPoints())
        .map(DistributionPoint::getDistributionPoint)
        .filter(name -> name != null && name.getType() == DistributionPointName.FULL_NAME)
        .flatMap(name -> Arrays.stream(GeneralNames.getInstance(name.getName()).getNames()));
  }

  private static Optional<String> firstNotHttp(Stream<GeneralName> names) {
    return names
        .filter(name -> !isHttp(name))
        .findFirst()
        .map(name -> "the address is %s".formatted(name.getName()));
  }

  private static boolean isHttp(GeneralName name) {
    if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
      return false;
    }
    try {
      URI uri = new URI(name.getName().toString());
      return "http".equals(uri.getScheme()) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false; // Not an address at all.
    }
  }
}
