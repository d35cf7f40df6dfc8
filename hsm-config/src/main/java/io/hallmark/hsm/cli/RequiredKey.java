package io.hallmark.hsm.cli;

import picocli.CommandLine.ArgGroup;

/** A key that must be named. */
final class RequiredKey {
  @ArgGroup(multiplicity = "1")
  private KeyChoice choice;

  KeyChoice choice() {
    return choice;
  }
}
