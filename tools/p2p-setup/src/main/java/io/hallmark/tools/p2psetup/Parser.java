package io.hallmark.tools.p2psetup;

/** Text to a value. */
@FunctionalInterface
interface Parser<T> {
  /**
   * The value that the text stands for.
   *
   * @throws IllegalArgumentException whose message says what is expected instead
   */
  T parse(String text);
}
