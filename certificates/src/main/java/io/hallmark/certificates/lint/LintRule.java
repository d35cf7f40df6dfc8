package io.hallmark.certificates.lint;

import java.util.Optional;

/**
 * One thing that certificates must be. Immutable.
 *
 * @param id stable, for reports and waivers
 * @param stage when it can be seen
 * @param reference where it is written: a section of RFC 5280, of another RFC, or of the Baseline
 *     Requirements of the CA/Browser Forum (BR)
 * @param wants what must be so, completing "a certificate must have"
 * @param remedy what to do
 * @param waivable whether a profile may say, with a reason, that it does not hold
 * @param check finds what is against it, in words; empty where nothing is
 */
record LintRule(
    String id,
    Stage stage,
    String reference,
    String wants,
    String remedy,
    boolean waivable,
    Check check)
    implements Rule {

  /** A look at one certificate. */
  interface Check {
    Optional<String> against(LintSubject subject);
  }

  /** Seen before anything is signed, and again after. */
  static LintRule before(String id, String reference, String wants, String remedy, Check check) {
    return new LintRule(id, Stage.BEFORE, reference, wants, remedy, false, check);
  }

  /** Seen when it is signed. */
  static LintRule after(String id, String reference, String wants, String remedy, Check check) {
    return new LintRule(id, Stage.AFTER, reference, wants, remedy, false, check);
  }

  /** The same rule, which holds unless a profile waives it. */
  LintRule unlessWaived() {
    return new LintRule(id, stage, reference, wants, remedy, true, check);
  }

  Optional<Finding> apply(LintSubject subject) {
    return check.against(subject).map(found -> new Finding(this, found));
  }

  static Optional<String> when(boolean wrong, String found) {
    return wrong ? Optional.of(found) : Optional.empty();
  }
}
