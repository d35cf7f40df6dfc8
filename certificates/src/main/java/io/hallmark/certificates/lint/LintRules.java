package io.hallmark.certificates.lint;

import java.util.List;
import java.util.stream.Stream;

/** Every rule there is. */
public final class LintRules {
  static final List<LintRule> ALL =
      Stream.of(
              SerialRules.ALL,
              ValidityRules.ALL,
              NameRules.ALL,
              KeyRules.ALL,
              UsageRules.ALL,
              AlternativeNameRules.ALL,
              ExtensionRules.ALL,
              IssuerRules.ALL,
              SignedRules.ALL)
          .flatMap(List::stream)
          .toList();

  private LintRules() {}

  /** All of them, in the order in which they are applied. */
  public static List<Rule> all() {
    return List.copyOf(ALL);
  }

  /** Whether there is such a rule and a profile may waive it. */
  public static boolean waivable(String id) {
    return ALL.stream().anyMatch(rule -> rule.id().equals(id) && rule.waivable());
  }
}
