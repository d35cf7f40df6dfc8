package io.hallmark.hsm.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One wrapping key to be made.
 *
 * @param key CKA_ID
 * @param label CKA_LABEL
 * @param bits 128, 192 or 256
 * @param extraction {@link Extraction#WRAPPED} where it is to be backed up
 * @param deadline after which it is not begun any more
 */
public record WrappingKeyTask(
    KeyId key, String label, int bits, Extraction extraction, Instant deadline) {
  public static final int BITS_DEFAULT = 256;

  public WrappingKeyTask {
    requireNonNull(key, "key");
    requireNonNull(label, "label");
    requireNonNull(extraction, "extraction");
    requireNonNull(deadline, "deadline");
    if (bits != 128 && bits != 192 && bits != 256) {
      throw new IllegalArgumentException("bits must be 128, 192 or 256, got " + bits);
    }
  }

  /** 256 bits, never to leave the token. */
  public static WrappingKeyTask resident(KeyId key, String label, Instant deadline) {
    return new WrappingKeyTask(key, label, BITS_DEFAULT, Extraction.NEVER, deadline);
  }
}
