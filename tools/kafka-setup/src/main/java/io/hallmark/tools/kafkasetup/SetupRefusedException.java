package io.hallmark.tools.kafkasetup;

import java.util.List;

/** What was asked would break state that workers keep; nothing was changed. */
public final class SetupRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final List<String> reasons;

  SetupRefusedException(List<String> reasons) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** Each reason, in words. */
  public List<String> reasons() {
    return reasons;
  }
}
