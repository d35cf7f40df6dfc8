package io.hallmark.certificates.request;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.certificates.signing.SecondOpinion;
import io.hallmark.certificates.signing.SigningAlgorithm;
import io.hallmark.hsm.scheme.Secp256k1;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Whether who asks holds the private key: that its signature stands under the request. */
final class Possession {
  private static final String PSS = "RSASSA-PSS";

  private Possession() {}

  static boolean isProved(
      String what, PKCS10CertificationRequest request, PublicKey key, byte[] content) {
    AlgorithmIdentifier algorithm = request.getSignatureAlgorithm();
    String name = name(what, algorithm);
    try {
      Signature signature = SecondOpinion.forKey(name, key);
      if (name.equals(PSS)) {
        signature.setParameter(pss(algorithm));
      }
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(request.getSignature());
    } catch (GeneralSecurityException | IOException e) {
      // A signature of the wrong form, or of another kind than the key, proves nothing.
      return false;
    }
  }

  /** A proof that nobody here can check is none. Asked before the key is read. */
  static void requireCheckable(String what, SubjectPublicKeyInfo key) {
    boolean secp256k1 = SECObjectIdentifiers.secp256k1.equals(key.getAlgorithm().getParameters());
    if (secp256k1 && (FipsMode.state().active() || Secp256k1.provider().isEmpty())) {
      throw CertificatesException.refused(
          "%s is for a key on secp256k1, which FIPS does not approve, expected P-256, P-384, P-521,"
                  .formatted(what)
              + " RSA or Ed25519; make it with such a key, or leave the approved-only mode");
    }
  }

  private static String name(String what, AlgorithmIdentifier algorithm) {
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return PSS;
    }
    Optional<SigningAlgorithm> known = SigningAlgorithm.of(algorithm.getAlgorithm());
    return known
        .orElseThrow(
            () ->
                CertificatesException.refused(
                    "%s is signed with algorithm %s, expected ECDSA, RSA or RSA-PSS with SHA-2, or"
                            .formatted(what, algorithm.getAlgorithm())
                        + " Ed25519; sign it by one of these"))
        .jcaName();
  }

  private static PSSParameterSpec pss(AlgorithmIdentifier algorithm)
      throws GeneralSecurityException, IOException {
    if (algorithm.getParameters() == null) {
      throw new GeneralSecurityException("RSASSA-PSS without parameters is PSS with SHA-1");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
    parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded());
    return parameters.getParameterSpec(PSSParameterSpec.class);
  }
}
