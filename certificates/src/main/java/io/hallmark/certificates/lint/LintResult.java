package io.hallmark.certificates.lint;

import java.util.List;

/** What the lint says about a draft. */
public sealed interface LintResult {
  <R> R fold(Cases<R> cases);

  /** One answer for each case. */
  interface Cases<R> {
    R passed(LintedDraft draft);

    R rejected(List<Finding> findings);
  }

  /**
   * The draft, proved.
   *
   * @throws RejectedByLintException with every finding
   */
  default LintedDraft orElseThrow() {
    return fold(
        new Cases<>() {
          @Override
          public LintedDraft passed(LintedDraft draft) {
            return draft;
          }

          @Override
          public LintedDraft rejected(List<Finding> findings) {
            throw new RejectedByLintException("the draft", findings);
          }
        });
  }

  /** It breaks no rule. */
  record Passed(LintedDraft draft) implements LintResult {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.passed(draft);
    }
  }

  /** It must not be signed. */
  record Rejected(List<Finding> findings) implements LintResult {
    public Rejected {
      findings = List.copyOf(findings);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.rejected(findings);
    }
  }
}
