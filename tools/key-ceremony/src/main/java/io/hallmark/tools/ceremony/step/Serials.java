package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.SerialNumber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Serial numbers of a ceremony's certificates. Nothing in a certificate is random, so an
 * interrupted step that is done again asks for the same signature and not for a second certificate.
 */
final class Serials {
  private Serials() {}

  /** From 256 random bits of the ceremony and the step's number. */
  static SerialNumber of(String nonce, int step) {
    String seed = "certificate serial of step %d, %s".formatted(step, nonce);
    byte[] hash = HexFormat.of().parseHex(Outputs.sha256(seed.getBytes(StandardCharsets.US_ASCII)));
    return SerialNumber.random(count -> Arrays.copyOf(hash, count));
  }
}
