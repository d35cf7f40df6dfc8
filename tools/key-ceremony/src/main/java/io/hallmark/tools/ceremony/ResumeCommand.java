package io.hallmark.tools.ceremony;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.tools.ceremony.step.Ceremony;
import io.hallmark.tools.ceremony.step.Machine;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a ceremony. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with an interrupted ceremony from its last finished step. A step is never done",
      "twice: what an interrupted one left in the token or on the disk is checked and taken."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark ceremony resume 2026-root")
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "the folder of the ceremony")
  private Path directory;

  @Option(
      names = "--fips",
      description = "run on Bouncy Castle's FIPS module in approved-only mode, and record it")
  private boolean fips;

  @Override
  public Integer call() throws Exception {
    if (fips) {
      FipsMode.enter();
    }
    Ceremony.resume(new CeremonyFolder(directory), CeremonyProgram.terminal(), Machine.here());
    return ExitCode.OK;
  }
}
