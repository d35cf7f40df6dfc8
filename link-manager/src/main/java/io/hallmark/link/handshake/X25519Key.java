package io.hallmark.link.handshake;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import javax.crypto.KeyAgreement;
import org.conscrypt.OpenSSLX25519PrivateKey;
import org.conscrypt.OpenSSLX25519PublicKey;

/** X25519, RFC 7748. BoringSSL refuses a share that leads to the all-zero secret (section 6.1). */
final class X25519Key implements Ephemerals.DhKey {
  private final OpenSSLX25519PrivateKey privateKey;
  private final byte[] share;

  X25519Key(byte[] privateKey, byte[] share) {
    this.privateKey = new OpenSSLX25519PrivateKey(privateKey);
    this.share = share.clone();
  }

  static X25519Key generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("XDH", Primitives.conscrypt()).generateKeyPair();
      OpenSSLX25519PrivateKey privateKey = (OpenSSLX25519PrivateKey) pair.getPrivate();
      return new X25519Key(privateKey.getU(), ((OpenSSLX25519PublicKey) pair.getPublic()).getU());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Conscrypt made no X25519 key", e);
    }
  }

  @Override
  public byte[] share() {
    return share.clone();
  }

  @Override
  public byte[] agree(byte[] peerShare) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("XDH", Primitives.conscrypt());
    agreement.init(privateKey);
    agreement.doPhase(new OpenSSLX25519PublicKey(peerShare), true);
    return agreement.generateSecret();
  }

  @Override
  public void close() {
    privateKey.destroy();
  }
}
