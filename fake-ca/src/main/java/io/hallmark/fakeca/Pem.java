package io.hallmark.fakeca;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Textual encodings (RFC 7468) of what a CA handles, and the keys behind their ASN.1. */
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static String encode(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(der), label);
  }

  static String certificates(List<X509Certificate> chain) {
    return chain.stream().map(Pem::certificate).collect(Collectors.joining());
  }

  private static String certificate(X509Certificate certificate) {
    try {
      return encode("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException("certificate cannot be encoded", e);
    }
  }

  static String privateKey(PrivateKey key) {
    return encode("PRIVATE KEY", key.getEncoded());
  }

  /** The DER inside the first block with one of the labels. */
  static byte[] decode(String what, String labels, String text) {
    Matcher block =
        Pattern.compile("-----BEGIN (%s)-----([^-]*)-----END \\1-----".formatted(labels))
            .matcher(text);
    if (!block.find()) {
      throw FakeCaException.badInput(
          "%s holds no PEM block \"%s\"".formatted(what, labels.replace("|", "\" or \"")));
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw FakeCaException.badInput(what + " holds a PEM block that is not base64", e);
    }
  }

  static X509Certificate certificate(String what, byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw FakeCaException.badInput(what + " is not an X.509 certificate", e);
    }
  }

  static PrivateKey privateKey(String what, byte[] pkcs8) {
    try {
      ASN1ObjectIdentifier algorithm =
          PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm().getAlgorithm();
      return factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw FakeCaException.badInput(what + " is not a PKCS#8 private key", e);
    }
  }

  static PublicKey publicKey(String what, SubjectPublicKeyInfo info) {
    try {
      return factory(info.getAlgorithm().getAlgorithm())
          .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw FakeCaException.badInput(
          "%s holds a public key that cannot be used: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static KeyFactory factory(ASN1ObjectIdentifier algorithm)
      throws GeneralSecurityException {
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return KeyFactory.getInstance("EC");
    }
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return KeyFactory.getInstance("RSA");
    }
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return KeyFactory.getInstance("Ed25519");
    }
    throw new GeneralSecurityException(
        "algorithm " + algorithm + " is none of EC, RSA and Ed25519");
  }
}
