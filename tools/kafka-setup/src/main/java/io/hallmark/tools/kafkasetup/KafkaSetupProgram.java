package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.client.CommandLogging;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code kafka-setup}. */
@Command(
    name = "kafka-setup",
    description = {
      "Makes the bus (Kafka) as Hallmark needs it: topics, their settings, schemas and ACLs, all",
      "from one catalogue. Running it again changes nothing."
    },
    mixinStandardHelpOptions = true,
    versionProvider = KafkaSetupProgram.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed (the bus cannot be reached, or did not do it)",
      "2:misuse or bad input",
      "3:refused: it would break state that workers keep; nothing was changed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kafka-setup apply -k localhost:9092 --dry-run       what would be done",
      "  kafka-setup apply -k localhost:9092                 a bus on one machine",
      "  kafka-setup apply -k kafka1:9092 --partitions 24 --replication-factor 3",
      "  kafka-setup acls -k kafka1:9092 --principal-prefix User:hallmark-   prints commands",
      "  kafka-setup table                                   the topics, as Markdown"
    },
    subcommands = {ApplyCommand.class, AclsCommand.class, TableCommand.class})
public final class KafkaSetupProgram implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing: apply, acls or table");
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
    CommandLine line = new CommandLine(new KafkaSetupProgram());
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof SetupRefusedException refused) {
            refused
                .reasons()
                .forEach(reason -> command.getErr().println("kafka-setup: refused: " + reason));
            return 3;
          }
          command.getErr().println("kafka-setup: " + exception.getMessage());
          return 1;
        });
    return line;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = KafkaSetupProgram.class.getPackage().getImplementationVersion();
      return new String[] {"kafka-setup " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
