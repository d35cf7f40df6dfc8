package io.hallmark.crypto.cli;

import io.hallmark.commandline.CommandGroup;
import picocli.CommandLine.Command;

/** The command {@code crypto policy}. */
@Command(
    name = "policy",
    description = "Shows and replaces what a key may be used for.",
    mixinStandardHelpOptions = true,
    subcommands = {PolicyShowCommand.class, PolicySetCommand.class})
final class PolicyCommand extends CommandGroup {}
