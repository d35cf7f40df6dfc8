package io.hallmark.fakeca;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the CA is; a picocli mixin. */
final class CaFolder {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "fake-ca",
      description = "the CA's folder (${DEFAULT-VALUE})")
  private Path home;

  Path path() {
    return home;
  }

  FakeCa open() {
    return FakeCa.open(home);
  }
}
