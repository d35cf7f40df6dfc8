package io.hallmark.certificates.lint;

import io.hallmark.certificates.draft.CertificateDraft;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The door: holds certificates against the rules, before and after they are signed. */
public final class CertificateLint {
  private CertificateLint() {}

  /** Looks at what would be signed, by every rule that its profile does not waive. */
  public static LintResult check(CertificateDraft draft) {
    List<Finding> findings = findings(LintSubject.before(draft));
    return findings.isEmpty()
        ? new LintResult.Passed(new LintedDraft(draft))
        : new LintResult.Rejected(findings);
  }

  /**
   * Looks at what came back, by all rules once more and by those that need a signature.
   *
   * @param der the whole certificate
   * @param maker what signed it, which will not be the one to verify it
   * @return the certificate, which may be handed out
   * @throws RejectedByLintException with every finding
   */
  public static X509Certificate accept(LintedDraft linted, byte[] der, String maker) {
    SignedCertificate signed = SignedCertificate.parse(der, maker);
    List<Finding> findings = findings(new LintSubject(linted.draft(), Optional.of(signed)));
    if (!findings.isEmpty()) {
      throw new RejectedByLintException("the signed certificate", findings);
    }
    return signed.certificate();
  }

  private static List<Finding> findings(LintSubject subject) {
    return LintRules.ALL.stream()
        .filter(rule -> !subject.profile().waivers().containsKey(rule.id()) || !rule.waivable())
        .flatMap(rule -> apply(rule, subject).stream())
        .toList();
  }

  /** What a rule cannot even read is against it. */
  private static Optional<Finding> apply(LintRule rule, LintSubject subject) {
    try {
      return rule.apply(subject);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Finding(rule, "it cannot be read: " + e.getMessage()));
    }
  }
}
