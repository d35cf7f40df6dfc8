package io.hallmark.tools.ceremony.step;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Textual encodings (RFC 7468), with a line before what a rehearsal made. */
final class Pem {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String REQUEST = "CERTIFICATE REQUEST";
  static final String PUBLIC_KEY = "PUBLIC KEY";

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static byte[] encode(String label, byte[] der, boolean rehearsal) {
    String mark = rehearsal ? Marks.NOTE + "\n" : "";
    return "%s-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(mark, label, LINES.encodeToString(der), label)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The DER inside the one block with this label. */
  static Optional<byte[]> decode(String label, byte[] text) {
    Matcher block =
        Pattern.compile("-----BEGIN %s-----([^-]*)-----END %s-----".formatted(label, label))
            .matcher(new String(text, StandardCharsets.US_ASCII));
    if (!block.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getMimeDecoder().decode(block.group(1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Not Base64, so not PEM.
    }
  }
}
