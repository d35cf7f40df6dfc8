package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.Time;

/** Rules about from when to when a certificate is valid. */
final class ValidityRules {
  /** Until the end of 2049 UTCTime, from then on GeneralizedTime. */
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private static final Pattern UTC_TIME = Pattern.compile("[0-9]{12}Z");
  private static final Pattern GENERALIZED_TIME = Pattern.compile("[0-9]{14}Z");
  private static final int TAG_AND_LENGTH_OCTETS = 2;

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
              "validity-order",
              "RFC 5280 section 4.1.2.5",
              "an end that is later than its beginning",
              "correct the validity",
              subject ->
                  when(
                      !from(subject).isBefore(to(subject)),
                      "it is valid from %s to %s".formatted(from(subject), to(subject)))),
          LintRule.before(
              "validity-encoding",
              "RFC 5280 sections 4.1.2.5.1 and 4.1.2.5.2",
              "UTCTime to the end of 2049 and GeneralizedTime after, in seconds, in Z",
              "build it with CertificateDraft",
              subject ->
                  Stream.of(subject.tbs().getStartDate(), subject.tbs().getEndDate())
                      .flatMap(time -> encoding(time).stream())
                      .findFirst()),
          LintRule.before(
              "validity-within-issuer",
              "RFC 5280 section 6.1.3",
              "a validity within that of its issuer",
              "shorten it, or renew the issuer first",
              ValidityRules::withinIssuer),
          LintRule.before(
                  "validity-length",
                  "BR section 6.3.2",
                  "a validity no longer than its profile allows",
                  "shorten it; a private profile may set validity-days-max",
                  ValidityRules::length)
              .unlessWaived());

  private ValidityRules() {}

  private static Instant from(LintSubject subject) {
    return subject.tbs().getStartDate().getDate().toInstant();
  }

  private static Instant to(LintSubject subject) {
    return subject.tbs().getEndDate().getDate().toInstant();
  }

  private static Optional<String> encoding(Time time) {
    boolean utc = time.toASN1Primitive() instanceof ASN1UTCTime;
    boolean early = time.getDate().toInstant().isBefore(YEAR_2050);
    String text = text(time);
    boolean shape = (utc ? UTC_TIME : GENERALIZED_TIME).matcher(text).matches();
    return when(
        utc != early || !shape,
        "%s is encoded as %s \"%s\""
            .formatted(time.getDate().toInstant(), utc ? "UTCTime" : "GeneralizedTime", text));
  }

  /** As it stands in the certificate; Bouncy Castle's own accessors complete it. */
  private static String text(Time time) {
    try {
      byte[] der = time.getEncoded();
      return new String(
          der,
          TAG_AND_LENGTH_OCTETS,
          der.length - TAG_AND_LENGTH_OCTETS,
          StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IllegalStateException("a time that was read cannot be written", e);
    }
  }

  private static Optional<String> withinIssuer(LintSubject subject) {
    if (subject.issuer().isEmpty()) {
      return Optional.empty();
    }
    X509Certificate issuer = subject.issuer().get();
    Instant begins = issuer.getNotBefore().toInstant();
    Instant ends = issuer.getNotAfter().toInstant();
    return when(
        from(subject).isBefore(begins) || to(subject).isAfter(ends),
        "it is valid from %s to %s and its issuer from %s to %s"
            .formatted(from(subject), to(subject), begins, ends));
  }

  private static Optional<String> length(LintSubject subject) {
    // Both ends are included, so a day is 86400 seconds and ends one second early.
    Duration length = Duration.between(from(subject), to(subject));
    Duration most = subject.profile().validityMax();
    return when(
        length.compareTo(most) > 0,
        "it is valid for %d days and profile %s allows %d"
            .formatted(length.toDays(), subject.profile().name(), most.toDays()));
  }
}
