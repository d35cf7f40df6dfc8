package io.hallmark.tools.p2psetup;

import io.hallmark.commandline.Problem;
import java.nio.file.Path;

/**
 * Something wrong in a file.
 *
 * @param line counted from 1; 0 where it concerns the whole file
 * @param key with its path, as in {@code sessionKeys[0].scheme}; empty for the whole file
 * @param value what stands there
 * @param expected what should
 */
public record Fault(Path file, int line, String key, String value, String expected) {
  private static final int VALUE_SHOWN_MAX = 80;

  /** One line for a person. */
  @Override
  public String toString() {
    String where = line == 0 ? file.toString() : file + ":" + line;
    String what = key.isEmpty() ? "" : key + " is ";
    return "%s: %s%s, expected %s".formatted(where, what, shown(), expected);
  }

  /** The same in the shape of every error. */
  Problem problem() {
    return Problem.of((key.isEmpty() ? "it" : key) + " is " + shown())
        .at(line == 0 ? file.toString() : file + ":" + line)
        .expecting(expected);
  }

  private String shown() {
    String oneLine = value.strip().replaceAll("\\s+", " ");
    return oneLine.length() <= VALUE_SHOWN_MAX
        ? oneLine
        : oneLine.substring(0, VALUE_SHOWN_MAX) + "...";
  }
}
