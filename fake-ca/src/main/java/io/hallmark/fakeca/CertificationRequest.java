package io.hallmark.fakeca;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A PKCS#10 request (RFC 2986) whose sender has proved that they hold the private key: one that has
 * not cannot be made into an object of this class. Immutable.
 */
record CertificationRequest(X500Name subject, PublicKey publicKey, GeneralNames names) {
  private static final int RSA_BITS_MIN = 2048;

  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS",
          EdECObjectIdentifiers.id_Ed25519, "Ed25519");

  static CertificationRequest parse(byte[] der) {
    PKCS10CertificationRequest request = decode(der);
    PublicKey key = Pem.publicKey("the request", request.getSubjectPublicKeyInfo());
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < RSA_BITS_MIN) {
      throw FakeCaException.refused(
          "the request's RSA key has %d bits, expected at least %d"
              .formatted(rsa.getModulus().bitLength(), RSA_BITS_MIN));
    }
    if (!provesPossession(request, key)) {
      throw FakeCaException.refused(
          "the request for \"%s\" is not signed by the key it is for; make the request again with"
                  .formatted(request.getSubject())
              + " the private key itself");
    }
    return new CertificationRequest(request.getSubject(), key, names(request));
  }

  private static PKCS10CertificationRequest decode(byte[] der) {
    try {
      return new PKCS10CertificationRequest(der);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws what its ASN.1 classes happen to throw on bytes from outside.
      throw FakeCaException.badInput("the request is not a PKCS#10 request in DER", e);
    }
  }

  private static boolean provesPossession(PKCS10CertificationRequest request, PublicKey key) {
    AlgorithmIdentifier algorithm = request.getSignatureAlgorithm();
    String name = SIGNATURES.get(algorithm.getAlgorithm());
    if (name == null) {
      throw FakeCaException.refused(
          "the request is signed with algorithm %s, expected ECDSA, RSA or RSA-PSS with SHA-2, or"
                  .formatted(algorithm.getAlgorithm())
              + " Ed25519");
    }
    try {
      Signature signature = Signature.getInstance(name);
      if (name.equals("RSASSA-PSS")) {
        signature.setParameter(pss(algorithm));
      }
      signature.initVerify(key);
      signature.update(request.toASN1Structure().getCertificationRequestInfo().getEncoded());
      return signature.verify(request.getSignature());
    } catch (GeneralSecurityException | IOException e) {
      // A signature of the wrong form, or of another kind than the key, proves nothing.
      return false;
    }
  }

  private static PSSParameterSpec pss(AlgorithmIdentifier algorithm)
      throws GeneralSecurityException, IOException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
    parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded());
    return parameters.getParameterSpec(PSSParameterSpec.class);
  }

  private static GeneralNames names(PKCS10CertificationRequest request) {
    Extensions extensions = request.getRequestedExtensions();
    GeneralNames names =
        extensions == null
            ? null
            : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    return names == null
        ? new GeneralNames(new org.bouncycastle.asn1.x509.GeneralName[0])
        : AlternativeNames.checked("the request", names);
  }
}
