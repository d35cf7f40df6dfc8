package io.hallmark.commandline;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has commands below it; alone it is wrong use. */
public abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public final void run() {
    CommandLine line = spec.commandLine();
    throw new CommandLine.ParameterException(
        line, "a command is missing, expected " + WrongUse.commands(line));
  }
}
