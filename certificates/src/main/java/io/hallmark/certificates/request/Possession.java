package io.hallmark.certificates.request;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
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
      Signature signature = Signature.getInstance(name);
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
                        + " Ed25519"))
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
