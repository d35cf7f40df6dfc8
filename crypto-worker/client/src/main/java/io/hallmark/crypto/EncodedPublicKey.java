package io.hallmark.crypto;

import java.security.PublicKey;
import java.util.Arrays;

/**
 * A public key that the platform's own providers do not parse (JDK 16 removed secp256k1): its
 * SubjectPublicKeyInfo as it is. Immutable.
 */
final class EncodedPublicKey implements PublicKey {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final byte[] encoded;

  EncodedPublicKey(String algorithm, byte[] encoded) {
    this.algorithm = algorithm;
    this.encoded = encoded.clone();
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "X.509";
  }

  @Override
  public byte[] getEncoded() {
    return encoded.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(encoded, that.getEncoded());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
