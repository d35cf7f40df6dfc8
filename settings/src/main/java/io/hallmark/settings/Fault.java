package io.hallmark.settings;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with a file.
 *
 * @param source the file, or whatever else the text came from
 * @param line from 1; 0 where it concerns the whole file
 * @param column from 1; 0 where it concerns the whole file
 * @param key path of the key, as in {@code tokens[0].lanes}; empty for the whole file
 * @param value as written; hidden where it may be a secret
 * @param expected what would be right
 * @param remedy what to do, where that is more than writing what is expected; or empty
 */
public record Fault(
    String source, int line, int column, String key, String value, String expected, String remedy) {
  public Fault {
    requireNonNull(source, "source");
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    requireNonNull(expected, "expected");
    requireNonNull(remedy, "remedy");
  }

  /** What is wrong, without place: {@code tokens[0].lanes is "0"}. */
  public String what() {
    return (key.isEmpty() ? "the file" : key) + " is " + value;
  }

  /** {@code hsm.yaml:4:12}. */
  public String place() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }

  /** {@code hsm.yaml:4:12: tokens[0].lanes is "0", expected 1 to 64}. */
  @Override
  public String toString() {
    String subject = key.isEmpty() ? "" : key + " ";
    String advice = remedy.isEmpty() ? "" : "; " + remedy;
    return place() + ": " + subject + "is " + value + ", expected " + expected + advice;
  }
}
