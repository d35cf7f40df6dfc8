package io.hallmark.tools.ceremony;

import io.hallmark.tools.ceremony.certificate.Foresight;
import io.hallmark.tools.ceremony.plan.Plan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a plan. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a plan as a whole and reports every fault with its place.",
      "Its certificates are drafted with keys of the planned types and held against the rules that",
      "the ceremony will hold them against. No module is loaded and no token is asked.",
      "Exit codes: 0 the plan can be run, 2 it has faults."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark ceremony lint root.yaml")
final class LintCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Plan plan = Foresight.read(file);
    spec.commandLine().getErr().printf("%s: no faults, %d steps%n", file, plan.steps().size());
    return ExitCode.OK;
  }
}
