package io.hallmark.commandline;

import java.util.ArrayList;
import java.util.List;

/** Texts that do not fit beside each other go on below: at a space, or where there is none. */
final class Folding {
  private Folding() {}

  /** At least one line, each of at most so many characters. */
  static List<String> fold(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (length(rest) > columns) {
      int end = rest.offsetByCodePoints(0, columns);
      int space = rest.lastIndexOf(' ', end);
      if (space > 0) {
        lines.add(rest.substring(0, space).stripTrailing());
        rest = rest.substring(space).stripLeading();
      } else {
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
    }
    lines.add(rest);
    return lines;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
