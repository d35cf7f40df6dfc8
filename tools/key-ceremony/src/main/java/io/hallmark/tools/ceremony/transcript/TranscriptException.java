package io.hallmark.tools.ceremony.transcript;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.tools.ceremony.fault.CeremonyException;

/** A transcript that cannot be gone on with. */
public final class TranscriptException extends CeremonyException {
  private static final long serialVersionUID = 1;

  TranscriptException(Problem problem) {
    super(ExitCode.WRONG_USE, problem, null);
  }
}
