package io.hallmark.tools.ceremony.terminal;

import java.io.Console;
import java.util.List;
import java.util.Optional;

/** The terminal that the program was started at. */
public final class ConsoleTerminal implements Terminal {
  /** To the upper left; erase the screen; erase what was scrolled away (ECMA-48, xterm). */
  private static final String CLEAR = "\033[H\033[2J\033[3J";

  private final Console console;

  private ConsoleTerminal(Console console) {
    this.console = console;
  }

  /** Empty where input or output is not a terminal: a ceremony is not for scripts. */
  public static Optional<Terminal> open() {
    return Optional.ofNullable(System.console()).map(ConsoleTerminal::new);
  }

  @Override
  public void say(String line) {
    console.writer().println(line);
    console.writer().flush();
  }

  @Override
  public void showSecret(List<String> lines) {
    lines.forEach(this::say);
  }

  @Override
  public void clear() {
    console.writer().print(CLEAR);
    console.writer().flush();
  }

  @Override
  public String ask(String question) throws TerminalClosedException {
    String answer = console.readLine("%s ", question);
    if (answer == null) {
      throw closed();
    }
    return answer;
  }

  @Override
  public char[] askHidden(String question) throws TerminalClosedException {
    char[] answer = console.readPassword("%s ", question);
    if (answer == null) {
      throw closed();
    }
    return answer;
  }

  private static TerminalClosedException closed() {
    return new TerminalClosedException(
        "the terminal was closed; 'ceremony resume' goes on from the last finished step");
  }
}
