package io.hallmark.hsm.token;

import java.time.Instant;

/**
 * One key pair to be made.
 *
 * @param key CKA_ID of both parts
 * @param label CKA_LABEL of both parts
 * @param spec what to make
 * @param purpose what it is for
 * @param extraction whether it may ever be backed up
 * @param deadline after which it is not begun any more
 */
public record GenerateTask(
    KeyId key,
    String label,
    KeySpec spec,
    KeyPurpose purpose,
    Extraction extraction,
    Instant deadline) {
  public GenerateTask {
    if (purpose == KeyPurpose.AGREE && !agrees(spec)) {
      throw new IllegalArgumentException(
          "a key to agree with must be EC_P256, EC_P384 or EC_P521, got " + spec);
    }
  }

  /** For signatures, never to leave the token. */
  public GenerateTask(KeyId key, String label, KeySpec spec, Instant deadline) {
    this(key, label, spec, KeyPurpose.SIGN, Extraction.NEVER, deadline);
  }

  /** Whether keys of this kind can be made for {@link KeyPurpose#AGREE}. */
  public static boolean agrees(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_P384, EC_P521 -> true;
      default -> false;
    };
  }
}
