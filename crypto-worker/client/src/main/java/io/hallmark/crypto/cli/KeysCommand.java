package io.hallmark.crypto.cli;

import io.hallmark.commandline.CommandGroup;
import picocli.CommandLine.Command;

/** The command {@code crypto keys}. */
@Command(
    name = "keys",
    description = {
      "Makes keys in the worker's tokens, shows those that there are, and says which may be used",
      "and for how long there are."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      KeysGenerateCommand.class,
      KeysGetCommand.class,
      KeysListCommand.class,
      KeysAttachCommand.class,
      KeysRotateCommand.class,
      KeysDisableCommand.class,
      KeysEnableCommand.class,
      KeysDeleteCommand.class,
      KeysUndeleteCommand.class,
      WrappingCommand.class
    })
final class KeysCommand extends CommandGroup {}
