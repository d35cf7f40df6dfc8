package io.hallmark.tools.p2psetup;

import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Program;
import io.hallmark.messaging.client.BusFailures;
import io.hallmark.messaging.client.CommandLogging;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code p2p-setup}. */
@Command(
    name = "p2p-setup",
    description = {
      "Publishes who exchanges messages with whom: groups, their members, the identities that this",
      "cluster hosts, and its workers' configuration. All files are checked before anything is",
      "published, and every fault is reported at once."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed (the bus cannot be reached, or did not do it)",
      "2:misuse or bad input; nothing was published"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark p2p-setup group group.yaml -k localhost:9092",
      "      group: demo",
      "      trustRoots: [ca.cert.pem]",
      "  hallmark p2p-setup identity identity.yaml -k localhost:9092     (hosted here)",
      "      group: demo",
      "      name: O=Alice,L=Zurich,C=CH",
      "      tls: {key: alice/tls, chainFile: alice.chain.pem, serverNames: [gateway.alice.test]}",
      "      session: {key: alice/session, publicKeyFile: alice.session.pem}",
      "  hallmark p2p-setup member alice.yaml bob.yaml -k localhost:9092",
      "      group: demo",
      "      name: O=Bob,L=Basel,C=CH",
      "      endpoints: ['https://gateway.bob.test:8443']",
      "      sessionKeys: [{publicKeyFile: bob.session.pem, scheme: ECDSA_SHA256}]",
      "  hallmark p2p-setup export-member -k localhost:9092 --group demo --name O=Alice,L=Zurich,C=CH",
      "  hallmark p2p-setup list -k localhost:9092 --json",
      "  hallmark p2p-setup schema member > p2p-member.schema.json"
    },
    subcommands = {
      GroupCommand.class,
      MemberCommand.class,
      IdentityCommand.class,
      ConfigCommand.class,
      ExportMemberCommand.class,
      ListCommand.class,
      SchemaCommand.class
    })
public final class P2pSetupProgram extends CommandGroup {
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
        new P2pSetupProgram(),
        failure ->
            failure instanceof FaultyFilesException faulty
                ? Optional.of(FailureReader.faults(faulty.faults()))
                : Optional.empty(),
        BusFailures.READER);
  }
}
