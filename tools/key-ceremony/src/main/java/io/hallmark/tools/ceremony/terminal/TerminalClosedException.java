package io.hallmark.tools.ceremony.terminal;

/** Nobody will answer any more. */
public final class TerminalClosedException extends Exception {
  public TerminalClosedException(String message) {
    super(message);
  }
}
