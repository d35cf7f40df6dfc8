package io.hallmark.crypto.cli;

import io.hallmark.crypto.Refusal;

/** Why a command ends without having done it: in words, and as an exit code. */
final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final int REFUSED = 3;

  private final int exitCode;

  private CommandFailedException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  static CommandFailedException failed(String message) {
    return new CommandFailedException(FAILED, message, null);
  }

  static CommandFailedException badInput(String message) {
    return new CommandFailedException(BAD_INPUT, message, null);
  }

  static CommandFailedException badInput(String message, Throwable cause) {
    return new CommandFailedException(BAD_INPUT, message, cause);
  }

  /** The crypto worker refused {@code what}. */
  static CommandFailedException refused(String what, Refusal refusal) {
    return new CommandFailedException(
        exitCode(refusal.reason()),
        "%s: refused, %s: %s".formatted(what, refusal.reason(), refusal.detail()),
        null);
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
