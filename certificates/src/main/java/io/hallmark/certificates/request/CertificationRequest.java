package io.hallmark.certificates.request;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.signing.PublicKeys;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A PKCS#10 request (RFC 2986) whose sender has proved that they hold the private key: one that has
 * not cannot be made into an object of this class. What it asks for is theirs; whether it is
 * granted is ours. Immutable.
 */
public final class CertificationRequest {
  private final byte[] der;
  private final byte[] content;
  private final X500Principal subject;
  private final PublicKey key;
  private final List<AlternativeName> names;

  private CertificationRequest(
      byte[] der,
      byte[] content,
      X500Principal subject,
      PublicKey key,
      List<AlternativeName> names) {
    this.der = der;
    this.content = content;
    this.subject = subject;
    this.key = key;
    this.names = names;
  }

  /**
   * Reads and proves.
   *
   * @param what it is called in a fault
   * @param der DER
   * @throws CertificatesException bad input where it is no request; refused where it is not signed
   *     by the key that it is for
   */
  public static CertificationRequest parse(String what, byte[] der) {
    PKCS10CertificationRequest request = decode(what, der);
    CertificationRequestInfo info = request.toASN1Structure().getCertificationRequestInfo();
    Possession.requireCheckable(what, info.getSubjectPublicKeyInfo());
    PublicKey key = PublicKeys.of(what, info.getSubjectPublicKeyInfo());
    byte[] content = content(info);
    if (!Possession.isProved(what, request, key, content)) {
      throw CertificatesException.refused(
          "%s for \"%s\" is not signed by the key it is for, expected proof that who asks holds it;"
                  .formatted(what, info.getSubject())
              + " make it again with the private key itself");
    }
    return new CertificationRequest(
        der.clone(),
        content,
        DistinguishedNames.principal(info.getSubject()),
        key,
        names(what, request));
  }

  private static PKCS10CertificationRequest decode(String what, byte[] der) {
    try {
      return new PKCS10CertificationRequest(der);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws what its ASN.1 classes happen to throw on bytes from outside.
      throw CertificatesException.badInput(what + " is broken, expected a PKCS#10 request", e);
    }
  }

  private static byte[] content(CertificationRequestInfo info) {
    try {
      return info.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a request that was read cannot be written", e);
    }
  }

  private static List<AlternativeName> names(String what, PKCS10CertificationRequest request) {
    try {
      Extensions extensions = request.getRequestedExtensions();
      GeneralNames names =
          extensions == null
              ? null
              : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
      return names == null ? List.of() : AlternativeName.of(what, names);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw CertificatesException.badInput(
          what + " asks for extensions that cannot be read, expected those of RFC 5280", e);
    }
  }

  /** What was signed, DER. */
  public byte[] content() {
    return content.clone();
  }

  public X500Principal subject() {
    return subject;
  }

  public PublicKey key() {
    return key;
  }

  /** Alternative names that are asked for. */
  public List<AlternativeName> names() {
    return names;
  }

  /** DER. */
  public byte[] toByteArray() {
    return der.clone();
  }

  public String pem() {
    return Pem.encode(Pem.REQUEST, der);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificationRequest that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  /** Its subject and the identifier of its key. */
  @Override
  public String toString() {
    return "CertificationRequest[%s, key %s]"
        .formatted(subject, HexFormat.of().formatHex(PublicKeys.identifier(key)));
  }
}
