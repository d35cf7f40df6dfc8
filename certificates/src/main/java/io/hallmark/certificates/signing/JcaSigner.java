package io.hallmark.certificates.signing;

import io.hallmark.certificates.CertificatesException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Signs with a key in memory, through the first JCA provider that has the algorithm. */
public final class JcaSigner implements CertificateSigner {
  private final PublicKey publicKey;
  private final PrivateKey privateKey;

  private JcaSigner(PublicKey publicKey, PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  public static JcaSigner of(KeyPair pair) {
    return new JcaSigner(pair.getPublic(), pair.getPrivate());
  }

  public static JcaSigner of(PublicKey publicKey, PrivateKey privateKey) {
    return new JcaSigner(publicKey, privateKey);
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String maker() {
    try {
      return initialised().getProvider().getName();
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      Signature signature = initialised();
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private Signature initialised() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm().jcaName());
    signature.initSign(privateKey);
    return signature;
  }

  private CertificatesException failed(GeneralSecurityException cause) {
    return CertificatesException.failed(
        "the key in memory does not sign with %s: %s".formatted(algorithm(), cause.getMessage()),
        cause);
  }

  /** The algorithm; never the key. */
  @Override
  public String toString() {
    return "JcaSigner[" + algorithm() + "]";
  }
}
