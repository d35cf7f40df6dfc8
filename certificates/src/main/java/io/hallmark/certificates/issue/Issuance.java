package io.hallmark.certificates.issue;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.lint.LintedDraft;
import io.hallmark.certificates.signing.CertificateSigner;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * The door: makes certificates of linted drafts. What the key signed is linted again and verified
 * by another implementation before anyone sees it.
 */
public final class Issuance {
  private Issuance() {}

  /**
   * Signs and checks.
   *
   * @param signer holds the issuer's key, or the draft's own where it signs itself
   */
  public static X509Certificate issue(LintedDraft linted, CertificateSigner signer) {
    requireSigner(linted, signer.publicKey());
    return complete(linted, signer.sign(linted.content()), signer.maker());
  }

  /**
   * For who had {@link LintedDraft#content()} signed elsewhere: puts the signature under it and
   * checks the whole.
   *
   * @param signature as it stands in a certificate
   * @param maker what made the signature
   */
  public static X509Certificate complete(LintedDraft linted, byte[] signature, String maker) {
    return CertificateLint.accept(linted, der(linted.draft(), signature), maker);
  }

  /**
   * Refuses a key that the certificate is not to be signed by, before it has signed.
   *
   * @param key the public part of the key that is about to sign
   */
  public static void requireSigner(LintedDraft linted, PublicKey key) {
    CertificateDraft draft = linted.draft();
    byte[] wanted =
        draft
            .issuer()
            .map(issuer -> issuer.getPublicKey().getEncoded())
            .orElseGet(() -> encoded(draft));
    if (!Arrays.equals(wanted, key.getEncoded())) {
      throw CertificatesException.refused(
          "the key that is to sign is not the one in the certificate of \"%s\", expected that one"
              .formatted(draft.tbs().getIssuer()));
    }
  }

  private static byte[] encoded(CertificateDraft draft) {
    try {
      return draft.tbs().getSubjectPublicKeyInfo().getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a key that was read cannot be written", e);
    }
  }

  private static byte[] der(CertificateDraft draft, byte[] signature) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(draft.tbs());
    parts.add(draft.tbs().getSignature());
    parts.add(new DERBitString(signature));
    try {
      return Certificate.getInstance(new DERSequence(parts)).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a certificate cannot be encoded", e);
    }
  }
}
