package io.hallmark.hsm.inspect;

/**
 * Something that a token should have, and whether it has it.
 *
 * @param name in a word or two
 * @param result what is the case
 * @param found what the token says
 * @param remedy what to do; empty where nothing is to be done
 */
public record Requirement(String name, Result result, String found, String remedy) {
  /** How it stands. */
  public enum Result {
    MET,
    /** It works without, and something is worth knowing. */
    ADVICE,
    UNMET
  }

  static Requirement met(String name, String found) {
    return new Requirement(name, Result.MET, found, "");
  }

  static Requirement advice(String name, String found, String remedy) {
    return new Requirement(name, Result.ADVICE, found, remedy);
  }

  /** One that keeps the token from being used. */
  public static Requirement unmet(String name, String found, String remedy) {
    return new Requirement(name, Result.UNMET, found, remedy);
  }
}
