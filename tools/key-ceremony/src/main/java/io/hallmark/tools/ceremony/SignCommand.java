package io.hallmark.tools.ceremony;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.tools.ceremony.approval.ApproverKey;
import io.hallmark.tools.ceremony.approval.TranscriptSignature;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Evidence;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs the transcript of a ceremony that is over, as an approver. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Signs the transcript of a ceremony that is over with an approver's own key, after all of the",
      "folder was checked, into DIR/signatures/NAME.json. Compare the words of the last hash with",
      "those that the ceremony showed at its end. Needs public files and that key; no token.",
      "Exit codes: 0 signed, 1 the folder is not whole, 2 misuse or bad input, 3 refused."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark ceremony sign 2026-root --name alice --key alice.pem")
final class SignCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "the folder of a ceremony")
  private Path directory;

  @Option(names = "--name", required = true, description = "the approver's name in the plan")
  private String name;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "their private key: PKCS#8 in PEM, EC or Ed25519")
  private Path key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CeremonyFolder folder = new CeremonyFolder(directory);
    PrintWriter err = spec.commandLine().getErr();
    FolderCheck.Finding finding = VerifyCommand.whole(folder, false);
    Plan plan = FolderCheck.plan(folder, Evidence.check(folder).entries().get(0));
    PublicKey expected = plan.approvals().map(rule -> rule.approvers().get(name)).orElse(null);
    if (expected == null) {
      throw refused(
          "the plan names no approver \"%s\"; nothing was signed".formatted(name),
          "a name of the plan's approvals.approvers");
    }
    TranscriptSignature signature =
        TranscriptSignature.give(
            finding.lastHash(),
            name,
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            ApproverKey.read(key));
    if (!signature.isSignedBy(expected)) {
      throw refused(
          "%s is not the key that the plan has for %s; nothing was signed".formatted(key, name),
          "the key they approved with");
    }
    Files.createDirectories(folder.signatures());
    Path file = folder.signatures().resolve(name + ".json");
    Files.writeString(file, signature.text() + "\n", StandardOpenOption.CREATE_NEW);
    err.printf("%s signed the transcript with this last hash, in %s%n", name, file);
    finding.lastHash().rows().forEach(err::println);
    return ExitCode.DONE.code();
  }

  private CommandFailure refused(String what, String expected) {
    return new CommandFailure(
        ExitCode.REFUSED,
        Problem.of(what).at(directory.toString()).expecting(expected).remedy("give the right one"));
  }
}
