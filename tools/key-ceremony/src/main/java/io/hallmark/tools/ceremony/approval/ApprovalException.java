package io.hallmark.tools.ceremony.approval;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.tools.ceremony.fault.CeremonyException;

/** An approval that cannot be given, read or counted. */
public final class ApprovalException extends CeremonyException {
  private static final long serialVersionUID = 1;

  private ApprovalException(ExitCode code, Problem problem, Throwable cause) {
    super(code, problem, cause);
  }

  /** What was given is no approval, no signature or no key. */
  static ApprovalException unreadable(Problem problem, Throwable cause) {
    return new ApprovalException(ExitCode.WRONG_USE, problem, cause);
  }

  /** It is one, and does not count. */
  static ApprovalException refused(Problem problem) {
    return new ApprovalException(ExitCode.REFUSED, problem, null);
  }
}
