package io.hallmark.tools.ceremony;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.certificate.Foresight;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.step.Ceremony;
import io.hallmark.tools.ceremony.step.Machine;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a plan. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a plan step by step. Before each step the operator types its words; PINs are typed",
      "without echo and are taken from nowhere else. Nothing that exists is overwritten.",
      "",
      "With --rehearse the plan runs on a throw-away SoftHSM token, and all it makes is marked",
      "REHEARSAL: names of files, the text before PEM, subjects of certificates and requests, a",
      "comment inside certificates, every entry of the transcript."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark ceremony run root.yaml --dir rehearsal --rehearse",
      "  hallmark ceremony run root.yaml --dir 2026-root --operator carol \\",
      "      --approval alice.approval --approval bob.approval"
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
  private Path file;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "folder for all of the ceremony; must not exist or be empty")
  private Path directory;

  @Option(names = "--rehearse", description = "on a throw-away token, all of it marked")
  private boolean rehearse;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "",
      description = "who types; needed where the plan asks for approvals, and no approver of it")
  private String operator;

  @Option(
      names = "--approval",
      paramLabel = "FILE",
      description = "an approval made by 'ceremony approve'; repeat it for each")
  private List<Path> approvals = List.of();

  @Option(
      names = "--fips",
      description = "run on Bouncy Castle's FIPS module in approved-only mode, and record it")
  private boolean fips;

  @Override
  public Integer call() throws Exception {
    if (fips) {
      FipsMode.enter();
    }
    Plan plan = Foresight.read(file);
    CeremonyFolder folder = new CeremonyFolder(directory);
    GivenApprovals given = GivenApprovals.read(operator, approvals);
    Ceremony.run(plan, folder, rehearse, given, CeremonyProgram.terminal(), Machine.here());
    return ExitCode.OK;
  }
}
