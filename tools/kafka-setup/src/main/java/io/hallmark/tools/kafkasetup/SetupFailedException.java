package io.hallmark.tools.kafkasetup;

/** The bus could not be reached, or did not do what it was asked. */
public final class SetupFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SetupFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
