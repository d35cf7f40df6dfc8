package io.hallmark.hsm.token;

import java.util.Optional;
import java.util.Set;

/**
 * How a token wraps keys: AES key wrap with padding (RFC 5649), under the numbers that tokens know
 * it by, best first. PKCS#11 v3.0 gave it the number 0x210B; 0x210A was its number in drafts, is
 * still in SoftHSM and others, and means an older padding elsewhere.
 */
public enum WrapMechanism {
  AES_KEY_WRAP_KWP(0x210B),
  AES_KEY_WRAP_PAD(0x210A);

  private final long type;

  WrapMechanism(long type) {
    this.type = type;
  }

  /** The CK_MECHANISM_TYPE. */
  public long type() {
    return type;
  }

  /** The best of those offered. */
  public static Optional<WrapMechanism> best(Set<Long> offered) {
    for (WrapMechanism mechanism : values()) {
      if (offered.contains(mechanism.type)) {
        return Optional.of(mechanism);
      }
    }
    return Optional.empty();
  }
}
