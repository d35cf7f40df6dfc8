package io.hallmark.crypto.cli;

import io.hallmark.commandline.Problem;
import io.hallmark.crypto.Refusal;

/** Why a command ends without having done it: in words, and as an exit code. */
final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final int REFUSED = 3;

  private final int exitCode;
  private final transient Problem problem;

  private CommandFailedException(int exitCode, Problem problem, Throwable cause) {
    super(problem.what(), cause);
    this.exitCode = exitCode;
    this.problem = problem;
  }

  /**
   * By a line of the form {@code WHAT, expected EXPECTED; REMEDY}, see {@link Problem#read}; so are
   * those below.
   */
  static CommandFailedException failed(String message) {
    return new CommandFailedException(FAILED, Problem.read(message), null);
  }

  static CommandFailedException badInput(String message) {
    return new CommandFailedException(BAD_INPUT, Problem.read(message), null);
  }

  static CommandFailedException badInput(String message, Throwable cause) {
    return new CommandFailedException(BAD_INPUT, Problem.read(message), cause);
  }

  /** A rule of this program's own forbids it. */
  static CommandFailedException refused(String message, Throwable cause) {
    return new CommandFailedException(REFUSED, Problem.read(message), cause);
  }

  /** The crypto worker refused {@code what}. */
  static CommandFailedException refused(String what, Refusal refusal) {
    return new CommandFailedException(
        exitCode(refusal.reason()), RefusalAdvice.of(what, refusal), null);
  }

  Problem problem() {
    return problem;
  }

  int exitCode() {
    return exitCode;
  }

  private static int exitCode(Refusal.Reason reason) {
    return switch (reason) {
      case MALFORMED -> BAD_INPUT;
      case EXPIRED, TOKEN_REFUSED, OTHER -> FAILED;
      // By the registry, a policy or a missing approval: another command may do, this one never.
      default -> REFUSED;
    };
  }
}
