package io.hallmark.certificates;

import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.draft.DraftBuilder;
import io.hallmark.certificates.issue.Issuance;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.signing.JcaSigner;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** A root, an issuing authority below it, and drafts of what it issues. */
public record TestHierarchy(
    KeyPair rootKey, X509Certificate root, KeyPair issuingKey, X509Certificate issuing) {
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  public static final Validity YEARS = Validity.of(NOW, Duration.ofDays(3650));
  public static final Validity YEAR = Validity.of(NOW, Duration.ofDays(365));

  public static TestHierarchy of(TestKeys kind) {
    KeyPair rootKey = kind.make();
    KeyPair issuingKey = kind.make();
    X509Certificate root = issue(root(rootKey), rootKey);
    return new TestHierarchy(rootKey, root, issuingKey, issue(issuing(issuingKey, root), rootKey));
  }

  public static DraftBuilder root(KeyPair key) {
    return CertificateDraft.of(Profiles.root())
        .subject(DistinguishedNames.parse("CN=Alice Root 1,O=Alice,C=CH"))
        .key(key.getPublic())
        .validity(YEARS);
  }

  public static DraftBuilder issuing(KeyPair key, X509Certificate root) {
    return CertificateDraft.of(Profiles.issuingCa())
        .subject(DistinguishedNames.parse("CN=Alice Issuing 1,O=Alice,C=CH"))
        .key(key.getPublic())
        .validity(YEARS)
        .pathLength(OptionalInt.of(0))
        .issuer(root);
  }

  public DraftBuilder server(KeyPair key) {
    return CertificateDraft.of(Profiles.tlsServer())
        .subject(DistinguishedNames.parse("CN=gateway.alice.test,O=Alice,C=CH"))
        .key(key.getPublic())
        .validity(YEAR)
        .names(List.of(AlternativeName.dns("gateway.alice.test"), AlternativeName.ip("192.0.2.1")))
        .issuer(issuing);
  }

  public static X509Certificate issue(DraftBuilder draft, KeyPair key) {
    return Issuance.issue(CertificateLint.check(draft.build()).orElseThrow(), JcaSigner.of(key));
  }
}
