package io.hallmark.tools.ceremony.terminal;

import java.util.List;

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

  /**
   * Shows what only one person may see, apart from {@link #say}, so that nothing that keeps what is
   * said keeps this.
   */
  void showSecret(List<String> lines);

  /** Clears the screen, and what can be scrolled back to. */
  void clear();

  /** Asks for a line that is not shown while it is typed. The caller wipes it. */
  char[] askHidden(String question) throws TerminalClosedException;
}
