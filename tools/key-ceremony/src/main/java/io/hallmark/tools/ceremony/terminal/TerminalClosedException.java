package io.hallmark.tools.ceremony.terminal;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.tools.ceremony.fault.CeremonyException;

/** Nobody will answer any more. */
public final class TerminalClosedException extends CeremonyException {
  private static final long serialVersionUID = 1;

  public TerminalClosedException(Throwable cause) {
    super(
        ExitCode.FAILED,
        Problem.of("the terminal was closed, so nobody answers")
            .remedy("'ceremony resume' goes on from the last finished step"),
        cause);
  }
}
