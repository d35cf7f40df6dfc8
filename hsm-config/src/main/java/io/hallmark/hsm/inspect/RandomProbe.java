package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.KeyCalls;
import java.util.Arrays;

/** Draws random bytes from a token and looks for what no sound generator gives. */
final class RandomProbe {
  private static final String NAME = "random";
  private static final int DRAW_BYTES = 2048;
  private static final String WITHDRAW =
      "take the device out of use and ask its vendor: who foresees the bytes of an ECDSA signature"
          + " has the key";

  private RandomProbe() {}

  static Requirement of(CryptokiSession session) {
    try {
      return judged(KeyCalls.random(session, DRAW_BYTES), KeyCalls.random(session, DRAW_BYTES));
    } catch (CryptokiException e) {
      return Requirement.advice(
          NAME,
          e.getMessage(),
          "random bytes will be refused by this token; allow C_GenerateRandom if you need them");
    }
  }

  /** By two draws of the same length. */
  static Requirement judged(byte[] first, byte[] second) {
    if (Arrays.equals(first, second)) {
      return Requirement.unmet(
          NAME, "two draws gave the same " + first.length + " bytes", WITHDRAW);
    }
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    int longest = RepetitionCount.longest(both);
    if (longest >= RepetitionCount.CUTOFF) {
      return Requirement.unmet(
          NAME,
          "the same byte %d times in a row in %d bytes (SP 800-90B 4.4.1: fewer than %d)"
              .formatted(longest, both.length, RepetitionCount.CUTOFF),
          WITHDRAW);
    }
    return Requirement.met(
        NAME,
        "two draws of %d bytes differ; no byte more than %d times in a row (SP 800-90B 4.4.1)"
            .formatted(first.length, longest));
  }
}
