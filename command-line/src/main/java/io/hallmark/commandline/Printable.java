package io.hallmark.commandline;

import java.util.regex.Pattern;

/**
 * Texts from files, tokens and arguments as they may be shown: control characters, with which they
 * could move a terminal's cursor or repaint what stands above, become visible.
 */
final class Printable {
  /** Line ends are left to those who fold. Also the marks that turn a line's direction. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\r]]");

  private Printable() {}

  static String of(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** The same in one line. */
  static String line(String text) {
    return of(text.replaceAll("\\R", " "));
  }
}
