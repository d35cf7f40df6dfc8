package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** JCA's {@link Signature} for our schemes. */
public final class JcaSignatures {
  private JcaSignatures() {}

  /** From the platform's first provider that has it. */
  public static Signature of(SignatureScheme scheme) throws GeneralSecurityException {
    return configured(Signature.getInstance(algorithm(scheme)), scheme);
  }

  /** From the provider that computes with {@code key}. */
  public static Signature of(SignatureScheme scheme, Key key) throws GeneralSecurityException {
    if (!Secp256k1.has(key)) {
      return of(scheme);
    }
    Provider provider =
        Secp256k1.provider()
            .orElseThrow(() -> new NoSuchAlgorithmException("nothing here computes on secp256k1"));
    return of(scheme, provider);
  }

  /** From {@code provider}. */
  public static Signature of(SignatureScheme scheme, Provider provider)
      throws GeneralSecurityException {
    return configured(Signature.getInstance(algorithm(scheme), provider), scheme);
  }

  private static String algorithm(SignatureScheme scheme) {
    if (Schemes.isPss(scheme)) {
      return "RSASSA-PSS";
    }
    return switch (Schemes.family(scheme)) {
      case EC -> "SHA" + Schemes.hashBits(scheme) + "withECDSA";
      case RSA -> "SHA" + Schemes.hashBits(scheme) + "withRSA";
      case ED25519 -> "Ed25519";
    };
  }

  /** PSS as in TLS 1.3: MGF1 with the same hash, salt as long as the hash (RFC 8446 4.2.3). */
  private static Signature configured(Signature signature, SignatureScheme scheme)
      throws GeneralSecurityException {
    if (Schemes.isPss(scheme)) {
      String hash = Schemes.hashName(scheme);
      signature.setParameter(
          new PSSParameterSpec(
              hash, "MGF1", new MGF1ParameterSpec(hash), Schemes.hashBits(scheme) / 8, 1));
    }
    return signature;
  }
}
