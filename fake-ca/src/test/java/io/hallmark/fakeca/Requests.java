package io.hallmark.fakeca;

import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.request.RequestDraft;
import io.hallmark.certificates.signing.JcaSigner;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;

/** PKCS#10 requests for tests. */
final class Requests {
  private Requests() {}

  static byte[] of(String subject, KeyPair pair, AlternativeName... names) throws Exception {
    return signedBy(pair.getPrivate(), subject, pair, names);
  }

  /** A request that may be signed by someone else's key. */
  static byte[] signedBy(PrivateKey signer, String subject, KeyPair pair, AlternativeName... names)
      throws Exception {
    RequestDraft draft =
        RequestDraft.of(new X500Principal(subject), pair.getPublic(), List.of(names));
    byte[] signature = JcaSigner.of(pair.getPublic(), signer).sign(draft.content());
    return new CertificationRequest(
            CertificationRequestInfo.getInstance(draft.content()),
            draft.algorithm().identifier(),
            new DERBitString(signature))
        .getEncoded("DER");
  }
}
