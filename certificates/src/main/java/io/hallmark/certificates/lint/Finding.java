package io.hallmark.certificates.lint;

/**
 * Something against a rule.
 *
 * @param rule which
 * @param found what there is
 */
public record Finding(Rule rule, String found) {
  /** {@code serial-length: the serial number has 21 octets, expected ... (RFC ...); take ...}. */
  @Override
  public String toString() {
    return "%s: %s, expected %s (%s); %s"
        .formatted(rule.id(), found, rule.wants(), rule.reference(), rule.remedy());
  }
}
