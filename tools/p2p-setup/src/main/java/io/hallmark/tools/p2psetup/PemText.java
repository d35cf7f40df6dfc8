package io.hallmark.tools.p2psetup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Certificates and public keys in PEM (RFC 7468), inline or in files beside a YAML file. */
final class PemText {
  private static final Pattern PUBLIC_KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");
  private static final int BYTES_MAX = 1024 * 1024;
  private static final int LINE_CHARACTERS = 64;

  private PemText() {}

  static Parser<List<X509Certificate>> certificatesIn(Path folder) {
    return name -> certificates(file(folder, name));
  }

  static List<X509Certificate> certificates(String pem) {
    String expected = "certificates in PEM (-----BEGIN CERTIFICATE-----)";
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(expected);
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static Parser<PublicKey> publicKeyIn(Path folder) {
    return name -> publicKey(file(folder, name));
  }

  static PublicKey publicKey(String pem) {
    String expected = "an EC, Ed25519 or RSA public key in PEM (-----BEGIN PUBLIC KEY-----)";
    Matcher block = PUBLIC_KEY.matcher(pem);
    if (!block.find()) {
      throw new IllegalArgumentException(expected);
    }
    return Stream.of("EC", "Ed25519", "RSA")
        .flatMap(algorithm -> publicKey(algorithm, block.group(1)).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(expected));
  }

  /** The key, or empty where it is none of this algorithm. */
  private static Optional<PublicKey> publicKey(String algorithm, String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String write(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(
            Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'})
                .encodeToString(key.getEncoded()));
  }

  private static String file(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      if (name.isBlank() || !Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
        throw new IllegalArgumentException("a PEM file, relative to " + folder);
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalArgumentException("a PEM file that can be read: " + e.getMessage(), e);
    }
  }
}
