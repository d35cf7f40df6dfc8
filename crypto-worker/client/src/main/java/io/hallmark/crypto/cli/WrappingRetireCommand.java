package io.hallmark.crypto.cli;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.ApprovedCommands;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.WrappingKeyInfo;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto keys wrapping retire}. */
@Command(
    name = "retire",
    description = {
      "Destroys a generation for good. Refused while it wraps keys, and for the newest.",
      "Needs operators' approvals: draft it, have it approved, and give it again with them."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys wrapping retire alice 1 --draft end.json -k localhost:9092",
      "  hallmark crypto approve end.json --operator olga --key olga.pem --out olga.approval",
      "  hallmark crypto keys wrapping retire alice 1 --approval olga.approval,otto.approval \\",
      "      -k localhost:9092"
    })
final class WrappingRetireCommand implements Callable<Integer> {
  @Mixin private TenantArgument wrapping;

  @Parameters(index = "1", paramLabel = "GENERATION", description = "1 is the first")
  private int generation;

  @Mixin private ApprovalOptions approval;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String tenant = wrapping.tenant();
    WrappingOutput output = wrapping.output();
    if (approval.drafted(
        ApprovedCommands.retirement(tenant, generation), spec.commandLine().getErr())) {
      return 0;
    }
    List<Approval> approvals = approval.approvals();
    try (KeyClient keys = output.keys()) {
      WrappingKeyInfo key =
          output
              .patience()
              .askOnce(
                  "retiring wrapping key %d of %s".formatted(generation, tenant),
                  keys::isReady,
                  deadline -> keys.wrapping().retire(tenant, generation, approvals, deadline));
      return output.show(List.of(key));
    }
  }
}
