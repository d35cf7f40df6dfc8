package io.hallmark.tools.simulator;

import io.hallmark.messaging.client.CommandLogging;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code app-simulator}. */
@Command(
    name = "app-simulator",
    description = {
      "Stands in for an application: sends numbered messages to p2p.out, receives them from p2p.in",
      "of another cluster, and counts what was lost, doubled or out of order."
    },
    mixinStandardHelpOptions = true,
    versionProvider = AppSimulatorProgram.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all were sent; all arrived once and in order",
      "1:some were not",
      "2:misuse or bad input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  app-simulator RECEIVER -k localhost:9192 --group demo --destination 'O=Bob,L=Basel,C=CH' \\",
      "      --messages 10000 &",
      "  app-simulator SENDER -k localhost:9092 --group demo --source 'O=Alice,L=Zurich,C=CH' \\",
      "      --destination 'O=Bob,L=Basel,C=CH' --messages 10000 --size 1024",
      "",
      "  Open-loop at 1,000 per second over 64 ordering keys: add --rate 1000 --keys 64"
    },
    subcommands = {SenderCommand.class, ReceiverCommand.class})
public final class AppSimulatorProgram implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing: SENDER or RECEIVER");
  }

  public static void main(String[] arguments) {
    CommandLogging.configure();
    System.exit(run(arguments));
  }

  /** Runs it and returns the exit code, for the one front door to all programs. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new AppSimulatorProgram());
    line.setSubcommandsCaseInsensitive(true);
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          command.getErr().println("app-simulator: " + exception.getMessage());
          return 1;
        });
    return line;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = AppSimulatorProgram.class.getPackage().getImplementationVersion();
      return new String[] {"app-simulator " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
