package io.hallmark.tools.ceremony;

import io.hallmark.tools.ceremony.approval.Approval;
import io.hallmark.tools.ceremony.approval.ApproverKey;
import io.hallmark.tools.ceremony.certificate.Foresight;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Approves a plan. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Signs the hash of a plan with an approver's own key and prints the approval. The plan is",
      "shown first, on standard error: read it. The plan names the approvers and their public keys."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark ceremony approve root.yaml --name alice --key alice.pem > alice.approval",
      "  hallmark ceremony approve root.yaml --name bob --key bob.pem --valid-for P7D > bob.approval"
    })
final class ApproveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
  private Path file;

  @Option(names = "--name", required = true, description = "the approver's name in the plan")
  private String name;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "their private key: PKCS#8 in PEM, EC or Ed25519")
  private Path key;

  @Option(
      names = "--valid-for",
      defaultValue = "P14D",
      paramLabel = "PERIOD",
      description = "days until it expires, as in P14D (default: ${DEFAULT-VALUE})")
  private Period validFor;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Plan plan = Foresight.read(file);
    PlanSummary.lines(plan).forEach(spec.commandLine().getErr()::println);
    Instant expires =
        Instant.now()
            .truncatedTo(ChronoUnit.SECONDS)
            .atOffset(ZoneOffset.UTC)
            .plus(validFor)
            .toInstant();
    Approval approval = Approval.give(plan, name, expires, ApproverKey.read(key));
    spec.commandLine().getOut().println(approval.text());
    return ExitCode.OK;
  }
}
