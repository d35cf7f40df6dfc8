package io.hallmark.crypto.cli;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.ApprovedCommands;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.messaging.client.BusOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto keys delete}. */
@Command(
    name = "delete",
    description = {
      "Stops a key from being used now, and has it destroyed later, in every token that holds it.",
      "Until then undelete undoes it. There is no way back after that.",
      "Needs operators' approvals: draft it, have it approved, and give it again with them."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys delete alice/contracts --wait 30d --draft end.json -k localhost:9092",
      "  hallmark crypto approve end.json --operator olga --key olga.pem --out olga.approval",
      "  hallmark crypto keys delete alice/contracts --wait 30d \\",
      "      --approval olga.approval,otto.approval -k localhost:9092"
    })
final class KeysDeleteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "its name")
  private KeyName name;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "30d",
      description =
          "for how long it can be undone, as 12h or 30d; the worker has a least time, 7d unless it"
              + " is told another (${DEFAULT-VALUE})")
  private Duration wait;

  @Mixin private ApprovalOptions approval;
  @Mixin private KeyOutput output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (approval.drafted(ApprovedCommands.deletion(name, wait), spec.commandLine().getErr())) {
      return 0;
    }
    output.check();
    List<Approval> approvals = approval.approvals();
    try (KeyClient keys = Clients.keys(bus.bus())) {
      KeyInfo ending =
          patience.askOnce(
              "deleting key " + name,
              keys::isReady,
              deadline -> keys.lifecycle().scheduleDeletion(name, wait, approvals, deadline));
      output.show(ending, spec.commandLine().getOut());
      ending
          .life()
          .deletionAt()
          .ifPresent(
              at ->
                  spec.commandLine()
                      .getErr()
                      .printf(
                          "key %s will be destroyed at %s; undelete undoes it until then%n",
                          name, at));
    }
    return 0;
  }
}
