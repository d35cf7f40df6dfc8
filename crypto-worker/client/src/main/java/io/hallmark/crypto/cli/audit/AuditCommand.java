package io.hallmark.crypto.cli.audit;

import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.Program;
import io.hallmark.messaging.client.BusFailures;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code audit}: reads and verifies what crypto workers put on crypto.audit. */
@Command(
    name = "audit",
    description = {
      "Reads the audit trail: every use of a key and every administrative act, as hash chains whose",
      "heads the workers' tokens sign."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto audit verify -k localhost:9092",
      "  hallmark crypto audit show --tenant alice -k localhost:9092",
      "  hallmark crypto audit export --out trail.jsonl -k localhost:9092",
      "",
      "On a bus with ACLs these need an auditor's credentials: give them with --bus-properties."
    },
    subcommands = {AuditVerifyCommand.class, AuditShowCommand.class, AuditExportCommand.class})
public final class AuditCommand extends CommandGroup {
  /**
   * The command by itself, for programs that have it beside what they are for.
   *
   * @param name as it is called there
   */
  public static CommandLine commandLine(String name) {
    return Program.of(new AuditCommand(), BusFailures.READER).setCommandName(name);
  }
}
