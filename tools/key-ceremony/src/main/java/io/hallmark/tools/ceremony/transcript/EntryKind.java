package io.hallmark.tools.ceremony.transcript;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an entry of a transcript says. */
public enum EntryKind {
  /** The ceremony began: its plan, its tool, its machine. */
  BEGIN,
  /** The token was found that the ceremony acts on. */
  TOKEN_FOUND,
  /** What a step needs is free; its effects may follow. */
  STEP_BEGUN,
  /** Something of a step that has to be known should it be interrupted. */
  NOTED,
  /** A step's effects are complete. */
  STEP_DONE,
  /** A step could not be done; the reason is given. */
  STEP_STOPPED,
  /** The witnesses of the last step that was done. */
  WITNESSED,
  /** The ceremony went on after an interruption. */
  RESUMED,
  /** All steps are done; signed by a key of the token where there is one. */
  END;

  /** As written: {@code step-done}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<EntryKind> of(String written) {
    return Arrays.stream(values()).filter(kind -> kind.written().equals(written)).findFirst();
  }
}
