package io.hallmark.commandline;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where output goes to.
 *
 * @param columns that fit beside each other; {@link #UNBOUNDED} for a file or a pipe
 * @param coloured whether it may be coloured
 */
public record Terminal(int columns, boolean coloured) {
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** A file or a pipe: nothing is cut, nothing coloured. */
  public static final Terminal NONE = new Terminal(UNBOUNDED, false);

  private static final int COLUMNS_DEFAULT = 80;
  private static final int COLUMNS_MIN = 40;
  private static final long STTY_SECONDS_MAX = 1;

  /** That of this process. */
  @SuppressWarnings("SystemConsoleNull") // From JDK 22 on the console itself is asked, below.
  public static Terminal ofProcess() {
    Console console = System.console();
    if (console == null || !isTerminal(console)) {
      return NONE;
    }
    return new Terminal(columnsOfProcess(System.getenv()), mayColour(System.getenv()));
  }

  /** As said by no-color.org; a terminal that calls itself dumb has no colours either. */
  static boolean mayColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** From JDK 22 on there is a console without a terminal too, and this method to ask it. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // Before JDK 22 there is a console only where both streams are a terminal.
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static int columnsOfProcess(Map<String, String> environment) {
    String said = environment.getOrDefault("COLUMNS", "");
    int columns = said.matches("[0-9]{1,5}") ? Integer.parseInt(said) : stty();
    return Math.max(columns, COLUMNS_MIN);
  }

  private static int stty() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (!stty.waitFor(STTY_SECONDS_MAX, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return COLUMNS_DEFAULT;
      }
      byte[] size = stty.getInputStream().readAllBytes();
      String[] words = new String(size, StandardCharsets.US_ASCII).strip().split(" ", -1);
      return words.length == 2 && words[1].matches("[1-9][0-9]{0,4}")
          ? Integer.parseInt(words[1])
          : COLUMNS_DEFAULT;
    } catch (IOException e) {
      return COLUMNS_DEFAULT; // No stty, so no way to know.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return COLUMNS_DEFAULT;
    }
  }
}
