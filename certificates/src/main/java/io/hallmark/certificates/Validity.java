package io.hallmark.certificates;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when to when something is valid, both ends included, in whole seconds (RFC 5280 section
 * 4.1.2.5). Immutable.
 */
public record Validity(Instant notBefore, Instant notAfter) {
  public Validity {
    notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
    notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException(
          "notAfter %s must be later than notBefore %s".formatted(notAfter, notBefore));
    }
  }

  public static Validity of(Instant notBefore, Duration length) {
    return new Validity(notBefore, notBefore.plus(length));
  }

  /** How long, the last second included (BR section 6.3.2). */
  public Duration length() {
    return Duration.between(notBefore, notAfter).plusSeconds(1);
  }

  /** Ends with {@code end} at the latest: no certificate outlives the one that signs it. */
  public Validity until(Instant end) {
    return notAfter.isAfter(end) ? new Validity(notBefore, end) : this;
  }
}
