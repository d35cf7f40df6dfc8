package io.hallmark.fakeca;

import picocli.CommandLine.Option;

/** How long a certificate is valid; a picocli mixin. */
final class ValidDays {
  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "valid for N days, and not longer than who signs (${DEFAULT-VALUE})")
  private int days;

  int count() {
    return days;
  }
}
