package io.hallmark.tools.ceremony;

import io.hallmark.tools.ceremony.certificate.Foresight;
import io.hallmark.tools.ceremony.plan.PlanSummary;
import io.hallmark.tools.ceremony.step.ToolHash;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a plan will do. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a plan will do, step by step, and its SHA-256 as hex and as 24 words to be read",
      "aloud (the words of BIP-39, of which the last one carries a checksum)."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark ceremony show root.yaml")
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PlanSummary.lines(Foresight.read(file)).forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getErr().println("SHA-256 of this program's jars: " + ToolHash.hex());
    return ExitCode.OK;
  }
}
