package io.hallmark.certificates.lint;

import io.hallmark.certificates.draft.CertificateDraft;

/**
 * A draft that breaks no rule: to have one is the proof, since only {@link CertificateLint} makes
 * them. Immutable.
 */
public final class LintedDraft {
  private final CertificateDraft draft;

  LintedDraft(CertificateDraft draft) {
    this.draft = draft;
  }

  public CertificateDraft draft() {
    return draft;
  }

  /** What is to be signed, DER. */
  public byte[] content() {
    return draft.content();
  }

  @Override
  public String toString() {
    return "LintedDraft[%s, %s]".formatted(draft.profile().name(), draft.tbs().getSubject());
  }
}
