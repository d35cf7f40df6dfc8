package io.hallmark.fakeca;

import java.security.KeyPair;
import java.security.PrivateKey;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** PKCS#10 requests for tests. */
final class Requests {
  private Requests() {}

  static byte[] of(String subject, KeyPair pair, GeneralName... names) throws Exception {
    return signedBy(pair.getPrivate(), subject, pair, names);
  }

  /** A request that may be signed by someone else's key. */
  static byte[] signedBy(PrivateKey signer, String subject, KeyPair pair, GeneralName... names)
      throws Exception {
    PKCS10CertificationRequestBuilder builder =
        new PKCS10CertificationRequestBuilder(
            CertificateMaker.name(new X500Principal(subject)),
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    if (names.length > 0) {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
    }
    return builder.build(JcaSigner.with(signer)).getEncoded();
  }
}
