package io.hallmark.fakeca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** Puts certificates (RFC 5280) together and signs them. Safe for concurrent use. */
final class CertificateMaker {
  /** In every certificate as its Netscape comment, which every viewer shows. */
  static final String COMMENT = "Made by a fake CA: for tests only";

  private static final int SERIAL_OCTETS = 20;
  private static final int KEY_IDENTIFIER_OCTETS = 20;

  private final SecureRandom random = new SecureRandom();

  X509Certificate authority(
      X500Name name, PublicKey publicKey, PrivateKey privateKey, Validity validity) {
    return build(
        () -> {
          X509v3CertificateBuilder builder = builder(name, name, publicKey, validity);
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
          builder.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
          builder.addExtension(
              Extension.authorityKeyIdentifier, false, authorityIdentifier(publicKey));
          return builder;
        },
        privateKey);
  }

  X509Certificate leaf(
      X509Certificate authority,
      PrivateKey authorityKey,
      CertificationRequest request,
      Profile profile,
      Validity validity) {
    return build(
        () -> {
          X509v3CertificateBuilder builder =
              builder(
                  name(authority.getSubjectX500Principal()),
                  request.subject(),
                  request.publicKey(),
                  validity.within(authority.getNotAfter()));
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          builder.addExtension(Extension.extendedKeyUsage, false, profile.extendedKeyUsage());
          builder.addExtension(
              Extension.authorityKeyIdentifier,
              false,
              authorityIdentifier(authority.getPublicKey()));
          if (request.names().getNames().length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, request.names());
          }
          return builder;
        },
        authorityKey);
  }

  /** A distinguished name with its parts in the order that RFC 4514 reads backwards. */
  static X500Name name(X500Principal principal) {
    return X500Name.getInstance(principal.getEncoded());
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Validity validity) throws IOException {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer,
            serial(),
            Date.from(validity.from()),
            Date.from(validity.to()),
            subject,
            SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
    builder.addExtension(
        MiscObjectIdentifiers.netscapeCertComment, false, new DERIA5String(COMMENT));
    return builder;
  }

  /** 20 octets, positive: the most that RFC 5280 section 4.1.2.2 allows. */
  private BigInteger serial() {
    byte[] octets = new byte[SERIAL_OCTETS];
    random.nextBytes(octets);
    octets[0] = (byte) ((octets[0] & 0x7f) | 0x40);
    return new BigInteger(1, octets);
  }

  private static AuthorityKeyIdentifier authorityIdentifier(PublicKey key) {
    return new AuthorityKeyIdentifier(identifier(key));
  }

  /** RFC 7093 section 2, method 1. */
  private static byte[] identifier(PublicKey key) {
    try {
      byte[] bits =
          SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bits);
      return Arrays.copyOf(digest, KEY_IDENTIFIER_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  private interface Assembly {
    X509v3CertificateBuilder assemble() throws IOException;
  }

  private static X509Certificate build(Assembly assembly, PrivateKey key) {
    try {
      byte[] der = assembly.assemble().build(JcaSigner.with(key)).getEncoded();
      return Pem.certificate("the certificate just made", der);
    } catch (IOException e) {
      throw new IllegalStateException("certificate cannot be encoded", e);
    }
  }
}
