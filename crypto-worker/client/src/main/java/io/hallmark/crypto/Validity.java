package io.hallmark.crypto;

import java.time.Instant;
import java.util.Optional;

/**
 * When. Immutable.
 *
 * @param notBefore the first instant; empty: always
 * @param notAfter the first instant after it; empty: for ever
 */
public record Validity(Optional<Instant> notBefore, Optional<Instant> notAfter) {
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  public Validity {
    if (notBefore.isPresent() && notAfter.isPresent() && !isBefore(notBefore, notAfter)) {
      throw new IllegalArgumentException(
          "not before %s must come before not after %s".formatted(notBefore.get(), notAfter.get()));
    }
  }

  public boolean hasBegun(Instant now) {
    return notBefore.map(first -> !now.isBefore(first)).orElse(true);
  }

  public boolean hasEnded(Instant now) {
    return notAfter.map(end -> !now.isBefore(end)).orElse(false);
  }

  private static boolean isBefore(Optional<Instant> one, Optional<Instant> other) {
    return one.orElseThrow().isBefore(other.orElseThrow());
  }
}
