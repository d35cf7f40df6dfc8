package io.hallmark.commandline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a problem that an exception carries in one line: {@code WHAT must be EXPECTED, got VALUE;
 * REMEDY} or {@code WHAT, expected EXPECTED; REMEDY}. Libraries that know nothing of command lines
 * write so, and their messages stand in logs as they are. Pure.
 */
final class OneLine {
  private static final Pattern BOUND =
      Pattern.compile("(?<what>.+?) must be (?<expected>.+), got (?<value>.+)");
  private static final Pattern EXPECTATION =
      Pattern.compile("(?<what>.+?)[,;] expected (?<expected>.+)");
  private static final String ADVICE = "; ";
  private static final int CHARACTERS_MAX = 4096;

  private OneLine() {}

  static Problem read(String message) {
    String line = message.strip();
    // Text of several lines is another's, and so is one of that length.
    if (line.length() > CHARACTERS_MAX || line.lines().count() > 1) {
      return Problem.of(message);
    }
    int advice = line.lastIndexOf(ADVICE);
    if (advice < 0 || line.startsWith("expected ", advice + ADVICE.length())) {
      return fact(line);
    }
    return fact(line.substring(0, advice)).remedy(line.substring(advice + ADVICE.length()));
  }

  private static Problem fact(String line) {
    Matcher bound = BOUND.matcher(line);
    if (bound.matches()) {
      return Problem.of(bound.group("what") + " is " + bound.group("value"))
          .expecting(bound.group("expected"));
    }
    Matcher expectation = EXPECTATION.matcher(line);
    return expectation.matches()
        ? Problem.of(expectation.group("what")).expecting(expectation.group("expected"))
        : Problem.of(line);
  }
}
