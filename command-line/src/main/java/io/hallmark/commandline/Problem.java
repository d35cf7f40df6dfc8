package io.hallmark.commandline;

import static java.util.Objects.requireNonNull;

import io.hallmark.settings.Fault;
import java.io.PrintWriter;

/**
 * What every error of every program looks like. Immutable.
 *
 * @param what went wrong, with the value that did it
 * @param where a file with its line and column, a command, a token; or empty
 * @param expected what would have been right; or empty
 * @param remedy what to do about it; or empty
 */
public record Problem(String what, String where, String expected, String remedy) {
  public Problem {
    requireNonNull(what, "what");
    requireNonNull(where, "where");
    requireNonNull(expected, "expected");
    requireNonNull(remedy, "remedy");
  }

  public static Problem of(String what) {
    return new Problem(what, "", "", "");
  }

  /**
   * One that an exception carries in a line of the form {@code WHAT must be EXPECTED, got VALUE;
   * REMEDY} or {@code WHAT, expected EXPECTED; REMEDY}; what is not there is empty.
   */
  public static Problem read(String line) {
    return OneLine.read(line);
  }

  /** A fault of a file. */
  public static Problem of(Fault fault) {
    String advice = fault.remedy().isEmpty() ? usualRemedy(fault.value()) : fault.remedy();
    return new Problem(fault.what(), fault.place(), fault.expected(), advice);
  }

  public Problem at(String place) {
    return new Problem(what, place, expected, remedy);
  }

  public Problem expecting(String right) {
    return new Problem(what, where, right, remedy);
  }

  public Problem remedy(String advice) {
    return new Problem(what, where, expected, advice);
  }

  /** Where it happened, unless it says so itself. */
  Problem atOr(String place) {
    return where.isEmpty() ? at(place) : this;
  }

  /** What would have been right, unless it says so itself. */
  Problem expectedOr(String right) {
    return expected.isEmpty() ? expecting(right) : this;
  }

  /** What to do, unless it says so itself. */
  Problem remedyOr(String advice) {
    return remedy.isEmpty() ? remedy(advice) : this;
  }

  /** One line for what, and one each for the rest as far as it is known. */
  public void print(PrintWriter err) {
    err.println("error: " + indented(what));
    line(err, "where", where);
    line(err, "expected", expected);
    line(err, "remedy", remedy);
    err.flush();
  }

  private static String usualRemedy(String value) {
    return switch (value) {
      case "missing" -> "add it";
      case "not a known key" -> "take it out";
      case "given twice" -> "take one of them out";
      case "not there" -> "make it, or name another";
      default -> "correct it";
    };
  }

  private static void line(PrintWriter err, String name, String text) {
    if (!text.isEmpty()) {
      err.println("  " + name + ": " + indented(text));
    }
  }

  /** Lines after the first stand to the right, so that no line but one of ours starts a problem. */
  private static String indented(String text) {
    return Printable.of(text.strip()).replaceAll("\\R", System.lineSeparator() + "    ");
  }
}
