package io.hallmark.fakeca;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** From when to when a certificate is valid. */
record Validity(Instant from, Instant to) {
  static final int DAYS_MAX = 3650;

  /** Clocks of test machines differ a little; a certificate must hold on all of them at once. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  static Validity days(Clock clock, int days) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Validity(now.minus(BACKDATED), now.plus(days, ChronoUnit.DAYS));
  }

  /** No certificate outlives the one that signs it. */
  Validity within(Date notAfter) {
    return to.isAfter(notAfter.toInstant()) ? new Validity(from, notAfter.toInstant()) : this;
  }

  static void checkDays(int days) {
    if (days < 1 || days > DAYS_MAX) {
      throw FakeCaException.badInput("days must be 1 to %d, got %d".formatted(DAYS_MAX, days));
    }
  }
}
