package io.hallmark.link.handshake;

import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** A session key in memory, made and used by the JDK: not by what verifies it. */
final class TestSigner {
  private final SignatureScheme scheme;
  private final KeyPair pair;

  private TestSigner(SignatureScheme scheme, KeyPair pair) {
    this.scheme = scheme;
    this.pair = pair;
  }

  static TestSigner of(SignatureScheme scheme) {
    return of(scheme, 3072);
  }

  static TestSigner of(SignatureScheme scheme, int rsaBits) {
    try {
      return new TestSigner(scheme, generate(scheme, rsaBits));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair generate(SignatureScheme scheme, int rsaBits)
      throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (scheme) {
      case ECDSA_SHA256 -> {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      case ECDSA_SHA384 -> {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
      }
      case ED25519 -> generator = KeyPairGenerator.getInstance("Ed25519");
      default -> {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(rsaBits);
      }
    }
    return generator.generateKeyPair();
  }

  byte[] publicKey() {
    return pair.getPublic().getEncoded();
  }

  PeerKey peerKey() {
    return PeerKey.of(PeerKey.idOf(publicKey()), scheme, publicKey());
  }

  LocalKey localKey() {
    return new LocalKey(PeerKey.idOf(publicKey()), scheme);
  }

  Signature sign(byte[] content) {
    try {
      java.security.Signature signer = java.security.Signature.getInstance(algorithm());
      if (scheme.name().startsWith("RSA_PSS")) {
        int bits = Integer.parseInt(scheme.name().substring("RSA_PSS_SHA".length()));
        signer.setParameter(
            new PSSParameterSpec(
                "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / 8, 1));
      }
      signer.initSign(pair.getPrivate());
      signer.update(content);
      return Signature.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String algorithm() {
    return switch (scheme) {
      case ECDSA_SHA256 -> "SHA256withECDSA";
      case ECDSA_SHA384 -> "SHA384withECDSA";
      case ED25519 -> "Ed25519";
      default -> "RSASSA-PSS";
    };
  }
}
