package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.client.CommandLogging;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup}. */
@Command(
    name = "p2p-setup",
    description = {
      "Publishes who exchanges messages with whom: groups, their members, the identities that this",
      "cluster hosts, and its workers' configuration. All files are checked before anything is",
      "published, and every fault is reported at once."
    },
    mixinStandardHelpOptions = true,
    versionProvider = P2pSetupProgram.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed (the bus cannot be reached, or did not do it)",
      "2:misuse or bad input; nothing was published"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  p2p-setup group group.yaml -k localhost:9092",
      "      group: demo",
      "      trustRoots: [ca.cert.pem]",
      "  p2p-setup identity identity.yaml -k localhost:9092     (hosted here)",
      "      group: demo",
      "      name: O=Alice,L=Zurich,C=CH",
      "      tls: {key: alice/tls, chainFile: alice.chain.pem, serverNames: [gateway.alice.test]}",
      "      session: {key: alice/session, publicKeyFile: alice.session.pem}",
      "  p2p-setup member alice.yaml bob.yaml -k localhost:9092",
      "      group: demo",
      "      name: O=Bob,L=Basel,C=CH",
      "      endpoints: ['https://gateway.bob.test:8443']",
      "      sessionKeys: [{publicKeyFile: bob.session.pem, scheme: ECDSA_SHA256}]",
      "  p2p-setup export-member -k localhost:9092 --group demo --name O=Alice,L=Zurich,C=CH",
      "  p2p-setup list -k localhost:9092 --json"
    },
    subcommands = {
      GroupCommand.class,
      MemberCommand.class,
      IdentityCommand.class,
      ConfigCommand.class,
      ExportMemberCommand.class,
      ListCommand.class
    })
public final class P2pSetupProgram implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: group, member, identity, config, export-member or list");
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
    CommandLine line = new CommandLine(new P2pSetupProgram());
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          exception
              .getMessage()
              .lines()
              .forEach(fault -> command.getErr().println("p2p-setup: " + fault));
          return exception instanceof FaultyFilesException
                  || exception instanceof IllegalArgumentException
              ? 2
              : 1;
        });
    return line;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = P2pSetupProgram.class.getPackage().getImplementationVersion();
      return new String[] {"p2p-setup " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
