package io.hallmark.fakeca;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where what a command makes goes; a picocli mixin. */
final class Product {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where it goes instead of the standard output; never overwritten")
  private Path out;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Before the work: what cannot be written is not to be made. */
  void refuseExisting() {
    if (out != null) {
      NewFiles.refuseExisting(out);
    }
  }

  /** To a new file where one is named, else to standard output. */
  void give(String text) {
    if (out != null) {
      NewFiles.writePublic(out, text);
    } else {
      PrintWriter stream = command.commandLine().getOut();
      stream.print(text);
      stream.flush();
    }
  }
}
