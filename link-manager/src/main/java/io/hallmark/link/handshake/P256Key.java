package io.hallmark.link.handshake;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/**
 * ECDH on P-256, SP 800-56A section 5.7.1.2. A share is an uncompressed point; BoringSSL refuses
 * one that is off the curve. The private key lives in native memory and goes with its Java object.
 */
final class P256Key implements Ephemerals.DhKey {
  private static final byte[] HEAD =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
  private static final int UNCOMPRESSED = 4;

  private final byte[] share;
  private PrivateKey privateKey;

  P256Key(PrivateKey privateKey, byte[] share) {
    this.privateKey = privateKey;
    this.share = share.clone();
  }

  static P256Key generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Primitives.conscrypt());
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      return new P256Key(
          pair.getPrivate(), Arrays.copyOfRange(encoded, HEAD.length, encoded.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Conscrypt made no P-256 key", e);
    }
  }

  @Override
  public byte[] share() {
    return share.clone();
  }

  @Override
  public byte[] agree(byte[] peerShare) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", Primitives.conscrypt());
    agreement.init(privateKey);
    agreement.doPhase(publicKey(peerShare), true);
    return agreement.generateSecret();
  }

  private static PublicKey publicKey(byte[] share) throws GeneralSecurityException {
    if (share.length != Suite.Curve.P256.shareBytes() || share[0] != UNCOMPRESSED) {
      throw new InvalidKeyException("not an uncompressed P-256 point");
    }
    byte[] encoded = Arrays.copyOf(HEAD, HEAD.length + share.length);
    System.arraycopy(share, 0, encoded, HEAD.length, share.length);
    return KeyFactory.getInstance("EC", Primitives.conscrypt())
        .generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Override
  public void close() {
    privateKey = null;
  }
}
