package io.hallmark.certificates.request;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.signing.CertificateSigner;
import io.hallmark.certificates.signing.SecondOpinion;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.io.IOException;
import java.security.PublicKey;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What a PKCS#10 request (RFC 2986) will say, before it is signed: in two steps, so that a token
 * can sign in between. Immutable.
 */
public final class RequestDraft {
  private final CertificationRequestInfo info;
  private final PublicKey key;

  private RequestDraft(CertificationRequestInfo info, PublicKey key) {
    this.info = info;
    this.key = key;
  }

  /**
   * A draft.
   *
   * @param names alternative names to be asked for; may be empty
   */
  public static RequestDraft of(X500Principal subject, PublicKey key, List<AlternativeName> names) {
    return new RequestDraft(
        new CertificationRequestInfo(
            DistinguishedNames.asn1(subject),
            SubjectPublicKeyInfo.getInstance(key.getEncoded()),
            attributes(names)),
        key);
  }

  /** How it is to be signed. */
  public SigningAlgorithm algorithm() {
    return SigningAlgorithm.of(key);
  }

  /** What is to be signed (CertificationRequestInfo), DER. */
  public byte[] content() {
    return der(info);
  }

  /** Signs and verifies. */
  public CertificationRequest sign(CertificateSigner signer) {
    return signed(signer.sign(content()), signer.maker());
  }

  /**
   * The request.
   *
   * @param maker what made the signature, which will not be the one to verify it
   */
  public CertificationRequest signed(byte[] signature, String maker) {
    if (!SecondOpinion.verifies(algorithm(), key, content(), signature, maker)) {
      throw CertificatesException.failed(
          "the signature under the request for \"%s\", made by %s, does not verify"
              .formatted(info.getSubject(), maker));
    }
    return CertificationRequest.parse(
        "the request just made", assemble(content(), algorithm(), signature));
  }

  /**
   * Puts a signature under a content, for who has it verified elsewhere.
   *
   * @param content what {@link #content()} gave
   * @param algorithm by which it was signed
   * @return the request in DER, not proved
   */
  public static byte[] assemble(byte[] content, SigningAlgorithm algorithm, byte[] signature) {
    return der(
        new org.bouncycastle.asn1.pkcs.CertificationRequest(
            CertificationRequestInfo.getInstance(content),
            algorithm.identifier(),
            new DERBitString(signature)));
  }

  private static ASN1Set attributes(List<AlternativeName> names) {
    if (names.isEmpty()) {
      return new DERSet();
    }
    Extensions extensions =
        new Extensions(
            new Extension(
                Extension.subjectAlternativeName, false, der(AlternativeName.asn1(names))));
    return new DERSet(
        new Attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new DERSet(extensions)));
  }

  private static byte[] der(ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a request cannot be encoded", e);
    }
  }
}
