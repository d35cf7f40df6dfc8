package io.hallmark.fakeca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** Kinds of keys the fake CA makes, for itself and for others. */
public enum KeyAlgorithm {
  EC_P256,
  EC_P384,
  EC_P521,
  RSA_2048,
  RSA_3072,
  ED25519;

  KeyPair generate() {
    try {
      return switch (this) {
        case EC_P256 -> ec("secp256r1");
        case EC_P384 -> ec("secp384r1");
        case EC_P521 -> ec("secp521r1");
        case RSA_2048 -> rsa(2048);
        case RSA_3072 -> rsa(3072);
        case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot make " + this + " keys", e);
    }
  }

  private static KeyPair ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(new ECGenParameterSpec(curve));
    return keys.generateKeyPair();
  }

  private static KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    return keys.generateKeyPair();
  }
}
