package io.hallmark.certificates.revocation;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.draft.KeyIdentifiers;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.signing.CertificateSigner;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/**
 * What a certificate revocation list will say, before it is signed (RFC 5280 section 5, version 2).
 * Immutable.
 */
public final class RevocationListDraft {
  /** More would be a list that nobody downloads. */
  public static final int ENTRIES_MAX = 1_000_000;

  /** CRLs must be numbered by at most 20 octets (RFC 5280 section 5.2.3). */
  private static final int NUMBER_OCTETS_MAX = 20;

  private static final int CRL_SIGN = 6;

  private final X509Certificate issuer;
  private final TBSCertList tbs;

  private RevocationListDraft(X509Certificate issuer, TBSCertList tbs) {
    this.issuer = issuer;
    this.tbs = tbs;
  }

  /**
   * A draft.
   *
   * @param issuer whose certificates are listed, and whose key will sign
   * @param number higher than that of every list before
   * @param updates when it is issued, and when the next one will be there at the latest
   * @param revoked all that is revoked and has not expired
   * @throws CertificatesException refused where the issuer must sign no lists, or an entry stands
   *     twice or is later than the list
   */
  public static RevocationListDraft of(
      X509Certificate issuer,
      BigInteger number,
      Validity updates,
      List<RevokedCertificate> revoked) {
    check(issuer, number, updates, revoked);
    V2TBSCertListGenerator list = new V2TBSCertListGenerator();
    list.setIssuer(DistinguishedNames.asn1(issuer.getSubjectX500Principal()));
    list.setSignature(SigningAlgorithm.of(issuer.getPublicKey()).identifier());
    list.setThisUpdate(new Time(Date.from(updates.notBefore())));
    list.setNextUpdate(new Time(Date.from(updates.notAfter())));
    for (RevokedCertificate entry : revoked) {
      list.addCRLEntry(
          new ASN1Integer(entry.serial().value()),
          new Time(Date.from(entry.at())),
          entry.reason().code(),
          (ASN1GeneralizedTime) null);
    }
    list.setExtensions(extensions(issuer, number).generate());
    return new RevocationListDraft(issuer, list.generateTBSCertList());
  }

  private static ExtensionsGenerator extensions(X509Certificate issuer, BigInteger number) {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    try {
      extensions.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(KeyIdentifiers.of(issuer)));
      extensions.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      return extensions;
    } catch (IOException e) {
      throw new IllegalStateException("an extension cannot be encoded", e);
    }
  }

  private static void check(
      X509Certificate issuer,
      BigInteger number,
      Validity updates,
      List<RevokedCertificate> revoked) {
    boolean[] usage = issuer.getKeyUsage();
    if (usage == null || !usage[CRL_SIGN]) {
      throw CertificatesException.refused(
          "the certificate of \"%s\" lacks the use cRLSign (RFC 5280 section 5.1.1.3)"
              .formatted(issuer.getSubjectX500Principal()));
    }
    if (number.signum() < 0 || number.toByteArray().length > NUMBER_OCTETS_MAX) {
      throw CertificatesException.badInput(
          "CRL number %s must be 0 or more, of at most %d octets"
              .formatted(number, NUMBER_OCTETS_MAX));
    }
    if (revoked.size() > ENTRIES_MAX) {
      throw CertificatesException.refused(
          "%d certificates are revoked, expected at most %d; make another CA"
              .formatted(revoked.size(), ENTRIES_MAX));
    }
    Set<Object> serials = new HashSet<>();
    for (RevokedCertificate entry : revoked) {
      if (!serials.add(entry.serial())) {
        throw CertificatesException.refused(
            "serial number %s stands twice, expected once; take one out".formatted(entry.serial()));
      }
      if (entry.at().isAfter(updates.notBefore())) {
        throw CertificatesException.refused(
            "serial number %s is revoked at %s, after the list of %s"
                .formatted(entry.serial(), entry.at(), updates.notBefore()));
      }
    }
  }

  /** What is to be signed (TBSCertList), DER. */
  public byte[] content() {
    try {
      return tbs.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a list cannot be encoded", e);
    }
  }

  /** Signs and verifies. */
  public X509CRL sign(CertificateSigner signer) {
    if (!Arrays.equals(issuer.getPublicKey().getEncoded(), signer.publicKey().getEncoded())) {
      throw CertificatesException.refused(
          "the key that is to sign is not the one in the certificate of \"%s\""
              .formatted(issuer.getSubjectX500Principal()));
    }
    return signed(signer.sign(content()), signer.maker());
  }

  /**
   * The list.
   *
   * @param maker what made the signature, which will not be the one to verify it
   */
  public X509CRL signed(byte[] signature, String maker) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(tbs);
    parts.add(tbs.getSignature());
    parts.add(new DERBitString(signature));
    try {
      byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
      return RevocationLists.verified("the list just made", der, issuer, maker);
    } catch (IOException e) {
      throw new IllegalStateException("a list cannot be encoded", e);
    }
  }
}
