package io.hallmark.commandline;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A table or blocks for people, JSON for programs; a picocli mixin. */
public final class OutputOptions {
  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  public boolean isJson() {
    return json;
  }

  /** Prints one of the two to standard output. */
  public void print(Supplier<? extends Display> display, Supplier<?> value) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      Json.print(out, value.get());
    } else {
      display.get().print(out);
    }
  }
}
