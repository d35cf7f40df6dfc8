package io.hallmark.tools.simulator;

import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.Program;
import io.hallmark.messaging.client.BusFailures;
import io.hallmark.messaging.client.CommandLogging;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code app-simulator}. */
@Command(
    name = "app-simulator",
    description = {
      "Stands in for an application: sends numbered messages to p2p.out, receives them from p2p.in",
      "of another cluster, and counts what was lost, doubled or out of order."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all were sent; all arrived once and in order",
      "1:some were not",
      "2:misuse or bad input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark app-simulator RECEIVER -k localhost:9192 --group demo --destination 'O=Bob,L=Basel,C=CH' \\",
      "      --messages 10000 &",
      "  hallmark app-simulator SENDER -k localhost:9092 --group demo --source 'O=Alice,L=Zurich,C=CH' \\",
      "      --destination 'O=Bob,L=Basel,C=CH' --messages 10000 --size 1024",
      "",
      "  Open-loop at 1,000 per second over 64 ordering keys: add --rate 1000 --keys 64"
    },
    subcommands = {SenderCommand.class, ReceiverCommand.class})
public final class AppSimulatorProgram extends CommandGroup {
  public static void main(String[] arguments) {
    CommandLogging.configure();
    System.exit(run(arguments));
  }

  /** Runs it and returns the exit code, for the one front door to all programs. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(new AppSimulatorProgram(), BusFailures.READER)
        .setSubcommandsCaseInsensitive(true);
  }
}
