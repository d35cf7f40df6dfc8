package io.hallmark.tools.ceremony.certificate;

import io.hallmark.certificates.Validity;
import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.draft.DraftBuilder;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.tools.ceremony.plan.Step;
import java.security.PublicKey;
import java.util.OptionalInt;
import javax.security.auth.x500.X500Principal;

/** What the certificates of a plan say: one way to draft them, before a ceremony and in it. */
public final class PlannedCertificates {
  private PlannedCertificates() {}

  /**
   * Of a key of the token.
   *
   * @param subject as planned, or marked as a rehearsal's
   */
  public static DraftBuilder of(Step.IssueCertificate step, X500Principal subject, PublicKey key) {
    CertificateProfile profile = step.issuer().isPresent() ? Profiles.issuingCa() : Profiles.root();
    return draft(profile, subject, key, step.validity(), step.pathLength());
  }

  /** Of the key of a request. */
  public static DraftBuilder of(Step.SignCsr step, X500Principal subject, PublicKey key) {
    return draft(Profiles.issuingCa(), subject, key, step.validity(), step.pathLength());
  }

  private static DraftBuilder draft(
      CertificateProfile profile,
      X500Principal subject,
      PublicKey key,
      Step.Validity validity,
      OptionalInt pathLength) {
    return CertificateDraft.of(profile)
        .subject(subject)
        .key(key)
        .validity(new Validity(validity.notBefore(), validity.notAfter()))
        .pathLength(pathLength);
  }
}
