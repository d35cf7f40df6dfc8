package io.hallmark.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * Our schemes by the JDK's own providers: what a signature from a token is held against, and how
 * keys in memory sign. RSA-PSS has a salt as long as its hash (RFC 8446 section 4.2.3).
 */
public final class JcaSignatures {
  private JcaSignatures() {}

  /** Signs with a key in memory, for tests and tools: keys of consequence stay in tokens. */
  public static Signature sign(PrivateKey key, SignatureScheme scheme, byte[] content)
      throws GeneralSecurityException {
    java.security.Signature engine = engine(scheme);
    engine.initSign(key);
    engine.update(content);
    return Signature.of(engine.sign());
  }

  /**
   * Whether {@code signature} is {@code key}'s over {@code content}; one that is not even well
   * encoded is not.
   *
   * @throws GeneralSecurityException where key and scheme don't go together
   */
  public static boolean verify(
      PublicKey key, SignatureScheme scheme, byte[] content, Signature signature)
      throws GeneralSecurityException {
    if (key instanceof EncodedPublicKey encoded) {
      return KoblitzSignatures.verify(encoded, scheme, content, signature);
    }
    java.security.Signature engine = engine(scheme);
    engine.initVerify(key);
    engine.update(content);
    try {
      return engine.verify(signature.toByteArray());
    } catch (SignatureException malformed) {
      return false;
    }
  }

  private static java.security.Signature engine(SignatureScheme scheme)
      throws GeneralSecurityException {
    return switch (scheme) {
      case ECDSA_SHA256 -> java.security.Signature.getInstance("SHA256withECDSA");
      case ECDSA_SHA384 -> java.security.Signature.getInstance("SHA384withECDSA");
      case ECDSA_SHA512 -> java.security.Signature.getInstance("SHA512withECDSA");
      case ED25519 -> java.security.Signature.getInstance("Ed25519");
      case RSA_PKCS1_SHA256 -> java.security.Signature.getInstance("SHA256withRSA");
      case RSA_PKCS1_SHA384 -> java.security.Signature.getInstance("SHA384withRSA");
      case RSA_PKCS1_SHA512 -> java.security.Signature.getInstance("SHA512withRSA");
      case RSA_PSS_SHA256 -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
      case RSA_PSS_SHA384 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
      case RSA_PSS_SHA512 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
    };
  }

  private static java.security.Signature pss(String hash, MGF1ParameterSpec mask, int saltBytes)
      throws GeneralSecurityException {
    java.security.Signature engine = java.security.Signature.getInstance("RSASSA-PSS");
    engine.setParameter(new PSSParameterSpec(hash, "MGF1", mask, saltBytes, 1));
    return engine;
  }
}
