package io.hallmark.commandline;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A table for people, JSON for programs; a picocli mixin. */
public final class OutputOptions {
  @Option(names = "--json", description = "print JSON instead of a table")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  public boolean isJson() {
    return json;
  }

  /** Prints one of the two to standard output. */
  public void print(Supplier<Table> table, Supplier<?> value) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      Json.print(out, value.get());
    } else {
      table.get().print(out);
    }
  }
}
