package io.hallmark.certificates.revocation;

import io.hallmark.certificates.SerialNumber;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A certificate that its issuer took back.
 *
 * @param serial which
 * @param at when, whole seconds
 * @param reason why
 */
public record RevokedCertificate(SerialNumber serial, Instant at, RevocationReason reason) {
  public RevokedCertificate {
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }
}
