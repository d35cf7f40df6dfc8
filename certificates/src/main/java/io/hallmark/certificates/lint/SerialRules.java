package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import io.hallmark.certificates.SerialNumber;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Rules about versions and serial numbers. */
final class SerialRules {
  private static final String TAKE_RANDOM = "take SerialNumber.random()";

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
              "version-3",
              "RFC 5280 section 4.1.2.1",
              "version 3, since there are extensions",
              "build it with CertificateDraft",
              subject ->
                  when(
                      subject.tbs().getVersionNumber() != 3,
                      "the version is %d".formatted(subject.tbs().getVersionNumber()))),
          LintRule.before(
              "serial-positive",
              "RFC 5280 section 4.1.2.2",
              "a serial number above zero",
              TAKE_RANDOM,
              subject ->
                  when(
                      serial(subject).signum() <= 0,
                      "the serial number is %s".formatted(serial(subject)))),
          LintRule.before(
              "serial-length",
              "RFC 5280 section 4.1.2.2",
              "a serial number of at most %d octets".formatted(SerialNumber.OCTETS_MAX),
              TAKE_RANDOM,
              SerialRules::length),
          LintRule.before(
              "serial-random",
              "BR section 7.1",
              "a serial number with at least %d bits of a generator's output"
                  .formatted(SerialNumber.RANDOM_BITS_MIN),
              TAKE_RANDOM,
              subject ->
                  when(
                      serial(subject).bitLength() < SerialNumber.RANDOM_BITS_MIN,
                      "the serial number has %d bits in all"
                          .formatted(serial(subject).bitLength()))));

  private SerialRules() {}

  private static BigInteger serial(LintSubject subject) {
    return subject.tbs().getSerialNumber().getValue();
  }

  private static Optional<String> length(LintSubject subject) {
    int octets = serial(subject).toByteArray().length;
    return when(
        octets > SerialNumber.OCTETS_MAX, "the serial number has %d octets".formatted(octets));
  }
}
