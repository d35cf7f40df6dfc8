package io.hallmark.certificates.draft;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.name.NameConstraints;
import io.hallmark.certificates.profile.CertificateProfile;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.OptionalInt;

/**
 * Certifies another authority's key and name by ours, so that who trusts us can reach what it
 * issued. Whatever it may not do by its own certificate, it may not do by ours: its path length and
 * name constraints are kept.
 */
public final class CrossCertification {
  private CrossCertification() {}

  /**
   * A draft of the cross-certificate.
   *
   * @param profile an authority's that is not self-signed
   * @param theirs the other authority's own certificate, self-signed: that it holds the key
   * @param ours who signs
   * @param validity cut to the end of their own certificate
   */
  public static CertificateDraft of(
      CertificateProfile profile,
      X509Certificate theirs,
      X509Certificate ours,
      Validity validity,
      SerialNumber serial) {
    requireProof(theirs);
    DraftBuilder builder =
        CertificateDraft.of(profile)
            .subject(theirs.getSubjectX500Principal())
            .key(theirs.getPublicKey())
            .keyIdentifier(KeyIdentifiers.of(theirs))
            .issuer(ours)
            .serial(serial)
            .validity(validity.until(theirs.getNotAfter().toInstant()))
            .pathLength(pathLength(theirs, ours));
    NameConstraints.of(theirs).ifPresent(builder::nameConstraints);
    return builder.build();
  }

  private static void requireProof(X509Certificate theirs) {
    if (theirs.getBasicConstraints() < 0) {
      throw CertificatesException.refused(
          "the certificate of %s is no authority's, expected one that is; name another"
              .formatted(theirs.getSubjectX500Principal()));
    }
    try {
      theirs.verify(theirs.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw CertificatesException.refused(
          "the certificate of %s is not signed by its own key, expected proof that they hold it;"
                  .formatted(theirs.getSubjectX500Principal())
              + " ask for their self-signed one");
    }
  }

  /** The smaller of what theirs allows and of what ours leaves room for. */
  private static OptionalInt pathLength(X509Certificate theirs, X509Certificate ours) {
    int room =
        ours.getBasicConstraints() == Integer.MAX_VALUE
            ? Integer.MAX_VALUE
            : Math.max(0, ours.getBasicConstraints() - 1);
    int smaller = Math.min(theirs.getBasicConstraints(), room);
    return smaller == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(smaller);
  }
}
