package io.hallmark.tools.kafkasetup;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Problem;
import io.hallmark.commandline.Program;
import io.hallmark.messaging.client.BusFailures;
import io.hallmark.messaging.client.CommandLogging;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code kafka-setup}. */
@Command(
    name = "kafka-setup",
    description = {
      "Makes the bus (Kafka) as Hallmark needs it: topics, their settings, schemas and ACLs, all",
      "from one catalogue. Running it again changes nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed (the bus cannot be reached, or did not do it)",
      "2:misuse or bad input",
      "3:refused: it would break state that workers keep; nothing was changed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark kafka-setup apply -k localhost:9092 --dry-run       what would be done",
      "  hallmark kafka-setup apply -k localhost:9092                 a bus on one machine",
      "  hallmark kafka-setup apply -k kafka1:9092 --partitions 24 --replication-factor 3",
      "  hallmark kafka-setup acls -k kafka1:9092 --principal-prefix User:hallmark-   prints commands",
      "  hallmark kafka-setup table                                   the topics, as Markdown"
    },
    subcommands = {ApplyCommand.class, AclsCommand.class, TableCommand.class})
public final class KafkaSetupProgram extends CommandGroup {
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
    return Program.of(
        new KafkaSetupProgram(),
        failure ->
            failure instanceof SetupRefusedException refused
                ? Optional.of(new CommandFailure(ExitCode.REFUSED, problems(refused)))
                : Optional.empty(),
        FailureReader.of(SetupFailedException.class, ExitCode.FAILED),
        BusFailures.READER);
  }

  private static List<Problem> problems(SetupRefusedException refused) {
    return refused.reasons().stream().map(reason -> Problem.read("refused: " + reason)).toList();
  }
}
