package io.hallmark.tools.ceremony;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark ceremony verify 2026-root")
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "the folder of a ceremony")
  private Path directory;

  @Spec private CommandSpec spec;

  /** What is found in the folder of a ceremony, which must be whole. */
  static FolderCheck.Finding whole(CeremonyFolder folder, boolean signed)
      throws CommandFailure, IOException {
    if (!Files.isRegularFile(folder.transcript())) {
      throw new CommandFailure(
          ExitCode.WRONG_USE,
          Problem.of(folder.transcript() + " is not there")
              .expecting("the folder of a ceremony")
              .remedy("name the one that 'ceremony run --dir' was given"));
    }
    FolderCheck.Finding finding = FolderCheck.check(folder, signed);
    if (finding.fault().isPresent()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          Problem.of(finding.fault().get())
              .at(folder.path().toString())
              .expecting("the folder as the ceremony left it")
              .remedy("find out who changed it, or take another copy; it proves nothing as it is"));
    }
    return finding;
  }

  @Override
  public Integer call() throws Exception {
    CeremonyFolder folder = new CeremonyFolder(directory);
    PrintWriter err = spec.commandLine().getErr();
    FolderCheck.Finding finding = whole(folder, true);
    PrintWriter out = spec.commandLine().getOut();
    out.println(finding.lastHash().hex());
    finding.lastHash().rows().forEach(out::println);
    finding.notes().forEach(err::println);
    err.printf(
        "%s is whole: %d entries%s; its last hash is above%n",
        directory, finding.entries(), finding.rehearsal() ? ", all of a REHEARSAL" : "");
    return ExitCode.DONE.code();
  }
}
