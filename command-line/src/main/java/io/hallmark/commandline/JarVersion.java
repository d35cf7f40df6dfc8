package io.hallmark.commandline;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** The version in the manifest of the program's jar. */
final class JarVersion implements IVersionProvider {
  private final CommandSpec program;

  JarVersion(CommandSpec program) {
    this.program = program;
  }

  @Override
  public String[] getVersion() {
    String version = program.userObject().getClass().getPackage().getImplementationVersion();
    return new String[] {program.name() + " " + (version == null ? "(not from a jar)" : version)};
  }
}
