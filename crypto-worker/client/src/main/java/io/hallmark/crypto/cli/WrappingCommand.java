package io.hallmark.crypto.cli;

import io.hallmark.commandline.CommandGroup;
import picocli.CommandLine.Command;

/** The command {@code crypto keys wrapping}. */
@Command(
    name = "wrapping",
    description = {
      "The keys that wrap tenants' keys: made in a token, which they never leave.",
      "After a rotation a tenant's keys are wrapped again in the background; list shows how many",
      "each generation still wraps. A generation that wraps none can be retired."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      WrappingCreateCommand.class,
      WrappingRotateCommand.class,
      WrappingRetireCommand.class,
      WrappingListCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys wrapping create alice -k localhost:9092",
      "  hallmark crypto keys generate alice/one --category application --spec ec_p256 --wrapped \\",
      "      -k localhost:9092",
      "  hallmark crypto keys wrapping rotate alice -k localhost:9092",
      "  hallmark crypto keys wrapping list -k localhost:9092"
    })
final class WrappingCommand extends CommandGroup {}
