package io.hallmark.tools.ceremony.terminal;

/** The screen and keyboard in front of the operator and the witnesses. Confined to one thread. */
public interface Terminal {
  /** Shows a line. */
  void say(String line);

  /**
   * Asks for a line.
   *
   * @throws TerminalClosedException where there will be no answer
   */
  String ask(String question) throws TerminalClosedException;

  /** Asks for a line that is not shown while it is typed. The caller wipes it. */
  char[] askHidden(String question) throws TerminalClosedException;
}
