package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key from a file: SubjectPublicKeyInfo (RFC 5280) as PEM, as keys get prints it.
 * Immutable.
 */
record PublicKeyFile(PublicKey key, KeySpec spec) {
  private static final int FILE_BYTES_MAX = 64 * 1024;
  private static final List<String> ALGORITHMS = List.of("EC", "Ed25519", "RSA");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  /**
   * Reads it.
   *
   * @throws CommandFailedException where there is no key of a kind that we know
   */
  static PublicKeyFile read(Path file) {
    String text =
        new String(InputFile.read(file.toString(), FILE_BYTES_MAX), StandardCharsets.ISO_8859_1);
    Matcher matcher = PEM.matcher(text);
    if (!matcher.find()) {
      throw CommandFailedException.badInput(
          "file %s holds no public key, expected PEM PUBLIC KEY; keys get --out writes one"
              .formatted(file));
    }
    X509EncodedKeySpec encoded =
        new X509EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    return KeyWire.koblitzKey(encoded.getEncoded())
        .map(key -> new PublicKeyFile(key, KeySpec.EC_SECP256K1))
        .or(() -> ofPlatform(encoded))
        .orElseThrow(
            () ->
                CommandFailedException.badInput(
                    "the public key in file %s is of no kind that is used here, expected P-256, P-384,"
                            .formatted(file)
                        + " P-521, secp256k1, Ed25519 or RSA of 2048, 3072 or 4096 bits; name"
                        + " another file"));
  }

  private static Optional<PublicKeyFile> ofPlatform(X509EncodedKeySpec encoded) {
    return ALGORITHMS.stream()
        .flatMap(algorithm -> key(algorithm, encoded).stream())
        .flatMap(key -> spec(key).map(spec -> new PublicKeyFile(key, spec)).stream())
        .findFirst();
  }

  private static Optional<PublicKey> key(String algorithm, X509EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(encoded));
    } catch (GeneralSecurityException anotherAlgorithm) {
      return Optional.empty();
    }
  }

  private static Optional<KeySpec> spec(PublicKey key) {
    if (key instanceof EdECPublicKey) {
      return Optional.of(KeySpec.ED25519);
    }
    if (key instanceof RSAPublicKey rsa) {
      return switch (rsa.getModulus().bitLength()) {
        case 2048 -> Optional.of(KeySpec.RSA_2048);
        case 3072 -> Optional.of(KeySpec.RSA_3072);
        case 4096 -> Optional.of(KeySpec.RSA_4096);
        default -> Optional.empty();
      };
    }
    // The JDK knows the NIST curves only.
    return switch (((ECPublicKey) key).getParams().getCurve().getField().getFieldSize()) {
      case 256 -> Optional.of(KeySpec.EC_P256);
      case 384 -> Optional.of(KeySpec.EC_P384);
      case 521 -> Optional.of(KeySpec.EC_P521);
      default -> Optional.empty();
    };
  }
}
