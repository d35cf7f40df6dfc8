package io.hallmark.certificates.lint;

/** What can be said about a rule. */
public interface Rule {
  /** Stable, for reports and waivers. */
  String id();

  /** When it can be seen. */
  Stage stage();

  /** Where it is written. */
  String reference();

  /** What must be so. */
  String wants();

  /** What to do where it is not. */
  String remedy();

  /** Whether a profile may say, with a reason, that it does not hold. */
  boolean waivable();
}
