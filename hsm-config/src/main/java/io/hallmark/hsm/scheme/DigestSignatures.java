package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import javax.crypto.Cipher;

/**
 * Signatures over digests that somebody else made. JCA's own are over content, and for RSA-PSS it
 * has no other, so of RSA only the bare operation is JCA's here. Safe for concurrent use.
 */
public final class DigestSignatures {
  private DigestSignatures() {}

  /**
   * Whether a digest can be signed by {@code scheme} at all: Ed25519 hashes twice and inside.
   *
   * @param bytes length of the digest
   */
  public static boolean fits(SignatureScheme scheme, int bytes) {
    return Schemes.hashBits(scheme) > 0 && bytes == Schemes.hashBits(scheme) / 8;
  }

  /** Signs with a key in memory. */
  public static byte[] sign(PrivateKey key, SignatureScheme scheme, byte[] digest)
      throws GeneralSecurityException {
    if (Schemes.family(scheme) == Schemes.Family.EC) {
      Signature signature = ecdsa(key);
      signature.initSign(key);
      signature.update(digest);
      return signature.sign();
    }
    Cipher cipher = rsa(scheme);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(
        Schemes.isPss(scheme)
            ? PssEncoding.encode(digest, Schemes.hashName(scheme), modulusBits(key))
            : DigestInfo.of(digest));
  }

  /**
   * Whether {@code signature} is the key's over {@code digest}.
   *
   * @throws GeneralSecurityException also where it is not even well formed
   */
  public static boolean verify(
      PublicKey key, SignatureScheme scheme, byte[] digest, byte[] signature)
      throws GeneralSecurityException {
    if (Schemes.family(scheme) == Schemes.Family.EC) {
      Signature verifier = ecdsa(key);
      verifier.initVerify(key);
      verifier.update(digest);
      return verifier.verify(signature);
    }
    Cipher cipher = rsa(scheme);
    cipher.init(Cipher.DECRYPT_MODE, key);
    byte[] opened = cipher.doFinal(signature);
    return Schemes.isPss(scheme)
        ? PssEncoding.isOf(opened, digest, Schemes.hashName(scheme), modulusBits(key))
        : MessageDigest.isEqual(opened, DigestInfo.of(digest));
  }

  private static Signature ecdsa(Key key) throws GeneralSecurityException {
    return Secp256k1.has(key) && Secp256k1.provider().isPresent()
        ? Signature.getInstance("NONEwithECDSA", Secp256k1.provider().get())
        : Signature.getInstance("NONEwithECDSA");
  }

  private static Cipher rsa(SignatureScheme scheme) throws GeneralSecurityException {
    return Cipher.getInstance(Schemes.isPss(scheme) ? "RSA/ECB/NoPadding" : "RSA/ECB/PKCS1Padding");
  }

  private static int modulusBits(Key key) throws InvalidKeyException {
    if (key instanceof RSAKey rsa) {
      return rsa.getModulus().bitLength();
    }
    throw new InvalidKeyException("an RSA key is expected, got " + key.getAlgorithm());
  }
}
