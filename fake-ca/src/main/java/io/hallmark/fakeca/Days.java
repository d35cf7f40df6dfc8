package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Validity;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** For how long certificates are valid. */
final class Days {
  static final int MAX = 3650;

  /** Clocks of test machines differ a little; a certificate must hold on all of them at once. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private Days() {}

  static Validity from(Clock clock, int days) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Validity(now.minus(BACKDATED), now.plus(days, ChronoUnit.DAYS));
  }

  /** Within the issuer's: no certificate outlives the one that signs it, nor precedes it. */
  static Validity from(Clock clock, int days, X509Certificate issuer) {
    Validity wanted = from(clock, days);
    Instant begins = issuer.getNotBefore().toInstant();
    Instant ends = issuer.getNotAfter().toInstant();
    Instant from = wanted.notBefore().isBefore(begins) ? begins : wanted.notBefore();
    if (!from.isBefore(ends)) {
      throw CertificatesException.refused(
          "the CA's own certificate ended at %s, expected one that is valid; make another CA"
              .formatted(ends));
    }
    return new Validity(from, wanted.notAfter()).until(ends);
  }

  static void check(int days) {
    if (days < 1 || days > MAX) {
      throw CertificatesException.badInput("--days must be 1 to %d, got %d".formatted(MAX, days));
    }
  }
}
