package io.hallmark.crypto.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code crypto keys}. */
@Command(
    name = "keys",
    description = "Makes keys in the worker's tokens, and shows those that there are.",
    mixinStandardHelpOptions = true,
    subcommands = {KeysGenerateCommand.class, KeysGetCommand.class, KeysListCommand.class})
final class KeysCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing: generate, get or list");
  }
}
