package io.hallmark.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;

/**
 * Verification on secp256k1, which the JDK has not computed on since 16: by Bouncy Castle FIPS,
 * where it is on the class path. A gateway does without it. Safe for concurrent use.
 */
final class KoblitzSignatures {
  private KoblitzSignatures() {}

  /**
   * As {@link JcaSignatures#verify}.
   *
   * @throws GeneralSecurityException also where nothing here knows the curve
   */
  static boolean verify(
      EncodedPublicKey key, SignatureScheme scheme, byte[] content, Signature signature)
      throws GeneralSecurityException {
    if (scheme != SignatureScheme.ECDSA_SHA256) {
      throw new NoSuchAlgorithmException(scheme + " does not go with secp256k1");
    }
    Provider provider = provider();
    PublicKey parsed =
        KeyFactory.getInstance("EC", provider)
            .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    java.security.Signature engine =
        java.security.Signature.getInstance("SHA256withECDSA", provider);
    engine.initVerify(parsed);
    engine.update(content);
    try {
      return engine.verify(signature.toByteArray());
    } catch (SignatureException malformed) {
      return false;
    }
  }

  private static Provider provider() throws NoSuchAlgorithmException {
    try {
      return Lazy.PROVIDER;
    } catch (LinkageError e) {
      throw new NoSuchAlgorithmException(
          "nothing here verifies on secp256k1; add bc-fips to the class path", e);
    }
  }

  /** Loaded when first needed: that takes it two seconds. */
  private static final class Lazy {
    private static final Provider PROVIDER = new BouncyCastleFipsProvider();
  }
}
