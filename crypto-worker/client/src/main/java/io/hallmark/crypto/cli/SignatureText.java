package io.hallmark.crypto.cli;

import io.hallmark.crypto.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Signatures as commands print and read them. Pure. */
final class SignatureText {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}\\s*");

  private SignatureText() {}

  /** One line, for a terminal. */
  static String write(Signature signature) {
    return Base64.getEncoder().encodeToString(signature.toByteArray());
  }

  /**
   * A signature out of a file: the bytes themselves, or the line that {@link #write} gives.
   *
   * <p>They are told apart by their look. DER never looks like base64 (its second byte or third is
   * a control character), and 64 random bytes or more do so less often than once in 10^37 times.
   */
  static Signature read(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (!BASE64.matcher(text).matches()) {
      return Signature.of(file);
    }
    try {
      return Signature.of(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(
          "the signature is cut off ("
              + e.getMessage()
              + "), expected raw bytes or Base64; sign again",
          e);
    }
  }
}
