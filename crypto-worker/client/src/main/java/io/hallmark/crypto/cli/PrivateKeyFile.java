package io.hallmark.crypto.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** An operator's own key: PKCS#8 as PEM, encrypted (RFC 8018) or not. */
final class PrivateKeyFile {
  private static final int FILE_BYTES_MAX = 64 * 1024;
  private static final List<String> ALGORITHMS = List.of("EC", "Ed25519", "RSA");
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (ENCRYPTED"
              + " )?PRIVATE KEY-----");

  private PrivateKeyFile() {}

  /**
   * Reads a key.
   *
   * @param passphrase asked for where the key is encrypted; wiped after use
   */
  static PrivateKey read(Path file, Supplier<char[]> passphrase) {
    String text =
        new String(InputFile.read(file.toString(), FILE_BYTES_MAX), StandardCharsets.ISO_8859_1);
    Matcher matcher = PEM.matcher(text);
    if (!matcher.find()) {
      throw CommandFailedException.badInput(
          "file %s holds no private key, expected PEM PRIVATE KEY (PKCS#8); convert it with openssl pkcs8 -topk8"
              .formatted(file));
    }
    byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
    try {
      return key(matcher.group(1) == null ? der : decrypt(der, passphrase.get()));
    } catch (GeneralSecurityException | java.io.IOException e) {
      // Not the cause's words: they may tell of the key or the passphrase.
      throw CommandFailedException.badInput(
          "file %s gives no key, expected an EC, Ed25519 or RSA key and its passphrase; type it again"
              .formatted(file));
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new GeneralSecurityException("a key of no algorithm that approves", last);
  }

  private static byte[] decrypt(byte[] der, char[] passphrase)
      throws GeneralSecurityException, java.io.IOException {
    PBEKeySpec spec = new PBEKeySpec(passphrase);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      String algorithm =
          info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
              ? info.getAlgParameters().toString()
              : info.getAlgName();
      return info.getKeySpec(SecretKeyFactory.getInstance(algorithm).generateSecret(spec))
          .getEncoded();
    } finally {
      spec.clearPassword();
      Arrays.fill(passphrase, '\0');
    }
  }
}
