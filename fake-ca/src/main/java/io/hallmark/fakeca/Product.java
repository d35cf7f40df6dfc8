package io.hallmark.fakeca;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** What a command makes: to a new file where one is named, else to standard output. */
final class Product {
  private Product() {}

  /** Gives it to who asked. The file may be null. */
  static void give(CommandSpec spec, Path file, String text) {
    if (file != null) {
      NewFiles.writePublic(file, text);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    }
  }
}
