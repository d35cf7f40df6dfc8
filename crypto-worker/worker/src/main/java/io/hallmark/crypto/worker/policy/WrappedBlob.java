package io.hallmark.crypto.worker.policy;

import io.hallmark.hsm.token.WrappedKey;
import java.util.Objects;

/**
 * A private key, wrapped inside a token by its tenant's wrapping key. Immutable; of no use without
 * that.
 *
 * @param generation of the tenant's wrapping key
 */
public record WrappedBlob(int generation, WrappedKey key) {
  public WrappedBlob {
    Objects.requireNonNull(key, "key");
    if (generation < 1) {
      throw new IllegalArgumentException("generation must be 1 or more, got " + generation);
    }
  }
}
