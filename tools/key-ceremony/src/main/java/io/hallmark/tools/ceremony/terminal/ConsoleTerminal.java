package io.hallmark.tools.ceremony.terminal;

import io.hallmark.hsm.pin.HiddenTyping;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The terminal that the program was started at. What everybody may see is read by the JDK's
 * console; secrets are not, since it keeps them in buffers that nobody can wipe.
 */
public final class ConsoleTerminal implements Terminal {
  /** To the upper left; erase the screen; erase what was scrolled away (ECMA-48, xterm). */
  private static final String CLEAR = "\033[H\033[2J\033[3J";

  private final Console console;

  private ConsoleTerminal(Console console) {
    this.console = console;
  }

  /**
   * Empty where input or output is not a terminal: a ceremony is not for scripts. A terminal that
   * shows nothing that is typed, since a program was killed while a PIN was, shows it again.
   */
  public static Optional<Terminal> open() {
    return Optional.ofNullable(System.console())
        .filter(console -> HiddenTyping.isPossible() && shows())
        .map(ConsoleTerminal::new);
  }

  private static boolean shows() {
    try {
      HiddenTyping.show();
      return true;
    } catch (IOException e) {
      return false; // No terminal of which the settings can be changed.
    }
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
      throw new TerminalClosedException(null);
    }
    return answer;
  }

  @Override
  public char[] askHidden(String question) throws TerminalClosedException {
    console.writer().flush();
    byte[] line = new byte[0];
    try {
      line = HiddenTyping.line(question + " ");
      return chars(line);
    } catch (IOException e) {
      throw new TerminalClosedException(e);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /** Decoded into one array that nobody else has. */
  private static char[] chars(byte[] line) {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line));
    char[] chars = new char[decoded.remaining()];
    decoded.get(chars);
    Arrays.fill(decoded.array(), '\0');
    return chars;
  }
}
