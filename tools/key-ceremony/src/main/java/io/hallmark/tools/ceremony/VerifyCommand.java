package io.hallmark.tools.ceremony;

import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks what a ceremony left. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the folder of a ceremony with public files only: the chain of hashes in its",
      "transcript, the order of its steps, its plan and its outputs, the approvals, the signatures",
      "of the token's key and of the approvers, record and manifest. The first broken entry is",
      "named. The last hash is printed as hex and words, to be held against what the witnesses",
      "wrote down: a transcript that was written anew as a whole is found by that alone.",
      "Exit codes: 0 whole, 1 broken or not over, 2 there is no transcript."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "the folder of a ceremony")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CeremonyFolder folder = new CeremonyFolder(directory);
    PrintWriter err = spec.commandLine().getErr();
    if (!Files.isRegularFile(folder.transcript())) {
      err.printf("%s is not there; name the folder of a ceremony%n", folder.transcript());
      return ExitCode.USAGE;
    }
    FolderCheck.Finding finding = FolderCheck.check(folder, true);
    if (finding.fault().isPresent()) {
      err.printf("%s: %s%n", directory, finding.fault().get());
      return ExitCode.SOFTWARE;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(finding.lastHash().hex());
    finding.lastHash().rows().forEach(out::println);
    finding.notes().forEach(err::println);
    err.printf(
        "%s is whole: %d entries%s; its last hash is above%n",
        directory, finding.entries(), finding.rehearsal() ? ", all of a REHEARSAL" : "");
    return ExitCode.OK;
  }
}
