package io.hallmark.certificates.signing;

import io.hallmark.certificates.CertificatesException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** From ASN.1 to keys that verify and sign, and their identifiers. */
public final class PublicKeys {
  private static final int IDENTIFIER_OCTETS = 20;

  private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS =
      Map.of(
          X9ObjectIdentifiers.id_ecPublicKey, "EC",
          PKCSObjectIdentifiers.rsaEncryption, "RSA",
          EdECObjectIdentifiers.id_Ed25519, "Ed25519");

  private PublicKeys() {}

  /**
   * The key in a certificate or request.
   *
   * @param what it is called in a fault
   */
  public static PublicKey of(String what, SubjectPublicKeyInfo info) {
    try {
      return factory(what, info.getAlgorithm().getAlgorithm())
          .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw CertificatesException.badInput(
          "%s holds a public key that cannot be used (%s), expected EC, RSA or Ed25519"
              .formatted(what, e.getMessage()),
          e);
    }
  }

  /** A key in PKCS#8 (RFC 5208), not encrypted. */
  public static PrivateKey privateKey(String what, byte[] pkcs8) {
    try {
      return factory(
              what, PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw CertificatesException.badInput(
          what + " is broken, expected a PKCS#8 private key; restore it", e);
    }
  }

  /** RFC 7093 section 2, method 1: the first 160 bits of the SHA-256 of the key's bits. */
  public static byte[] identifier(SubjectPublicKeyInfo info) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(info.getPublicKeyData().getBytes());
      return Arrays.copyOf(digest, IDENTIFIER_OCTETS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  public static byte[] identifier(PublicKey key) {
    return identifier(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  private static KeyFactory factory(String what, ASN1ObjectIdentifier algorithm)
      throws GeneralSecurityException {
    String name = ALGORITHMS.get(algorithm);
    if (name == null) {
      throw CertificatesException.refused(
          "%s is for a key of algorithm %s, expected EC, RSA or Ed25519; make another key"
              .formatted(what, algorithm));
    }
    return KeyFactory.getInstance(name);
  }
}
