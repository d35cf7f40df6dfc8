package io.hallmark.tools.ceremony.step;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/**
 * A PKCS#10 request (RFC 2986) whose sender has proved that they hold the private key.
 *
 * @param info what was signed
 */
record Request(X500Principal subject, PublicKey key, CertificationRequestInfo info) {
  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          EdECObjectIdentifiers.id_Ed25519, "Ed25519");

  private static final Map<String, String> KEY_ALGORITHMS =
      Map.of(
          X9ObjectIdentifiers.id_ecPublicKey.getId(), "EC",
          PKCSObjectIdentifiers.rsaEncryption.getId(), "RSA",
          EdECObjectIdentifiers.id_Ed25519.getId(), "Ed25519");

  static Request parse(String what, byte[] der) throws StoppedException {
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
      PublicKey key = publicKey(what, request.getSubjectPublicKeyInfo());
      CertificationRequestInfo info = request.toASN1Structure().getCertificationRequestInfo();
      String name = SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm());
      if (name == null || !Signing.verifies(name, key, info.getEncoded(), request.getSignature())) {
        throw StoppedException.refused(
            what + " is not signed by the key it is for, with ECDSA, RSA PKCS#1 or Ed25519");
      }
      return new Request(new X500Principal(request.getSubject().getEncoded()), key, info);
    } catch (IOException | IllegalArgumentException e) {
      throw StoppedException.failed(what + " is no PKCS#10 request", e);
    }
  }

  /** What was signed. */
  byte[] content() throws IOException {
    return info.getEncoded();
  }

  /** What is to be signed for a request; no attributes. */
  static byte[] content(X500Principal subject, PublicKey key, Signing signing) {
    GivenSigner dry = new GivenSigner(signing.identifier(), new byte[1]);
    build(subject, key, dry);
    return dry.content();
  }

  /** The request in DER. */
  static byte[] signed(X500Principal subject, PublicKey key, Signing signing, byte[] signature) {
    return build(subject, key, new GivenSigner(signing.identifier(), signature));
  }

  private static byte[] build(X500Principal subject, PublicKey key, GivenSigner signer) {
    try {
      return new PKCS10CertificationRequestBuilder(
              Marks.asn1(subject), SubjectPublicKeyInfo.getInstance(key.getEncoded()))
          .build(signer)
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("request cannot be encoded", e);
    }
  }

  private static PublicKey publicKey(String what, SubjectPublicKeyInfo info)
      throws StoppedException, IOException {
    String algorithm = KEY_ALGORITHMS.get(info.getAlgorithm().getAlgorithm().getId());
    if (algorithm == null) {
      throw StoppedException.refused(what + " is for a key that is not EC, RSA or Ed25519");
    }
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw StoppedException.failed(what + " is for a key that the JDK cannot read", e);
    }
  }
}
