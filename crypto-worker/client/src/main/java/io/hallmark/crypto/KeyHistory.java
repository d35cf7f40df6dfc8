package io.hallmark.crypto;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;

/**
 * Which key material a name has and had. Immutable.
 *
 * @param version of the key material that signs now; the first is 1
 * @param earlier what it was before, newest first; their public keys verify what they signed
 */
public record KeyHistory(int version, List<Earlier> earlier) {
  /** Of a key that was never rotated. */
  public static final KeyHistory FIRST = new KeyHistory(1, List.of());

  public KeyHistory {
    earlier = List.copyOf(earlier);
    if (version < 1) {
      throw new IllegalArgumentException("key version must be 1 or more, got " + version);
    }
  }

  /**
   * Key material that a rotation replaced.
   *
   * @param retiredAt since when it signs nothing more
   */
  public record Earlier(int version, PublicKey publicKey, Instant retiredAt) {}
}
