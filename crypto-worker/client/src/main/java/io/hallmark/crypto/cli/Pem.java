package io.hallmark.crypto.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text around DER (RFC 7468). Pure. */
final class Pem {
  private static final int LINE_CHARACTERS = 64;

  private Pem() {}

  /** Ends with a line feed. */
  static String write(String label, byte[] der) {
    byte[] lineFeed = "\n".getBytes(StandardCharsets.US_ASCII);
    String base64 = Base64.getMimeEncoder(LINE_CHARACTERS, lineFeed).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .replace("%n", "\n")
        .formatted(label, base64, label);
  }
}
