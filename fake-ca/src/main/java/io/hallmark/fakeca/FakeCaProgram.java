package io.hallmark.fakeca;

import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code fake-ca}. */
@Command(
    name = "fake-ca",
    description = {
      "A certificate authority for tests. Its key is a plain file and it checks no identity:",
      "never trust it with anything real. What it makes is marked \"for tests only\"."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed (a file cannot be written)",
      "2:misuse or bad input",
      "3:refused (a file exists already, or a request is not signed by its key)"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca create-ca --home ca",
      "  hallmark fake-ca create-certificate --home ca localhost --dns localhost --ip 127.0.0.1",
      "  hallmark fake-ca create-certificate --home ca 'O=Alice,L=Zurich,C=CH' --dns gateway.alice.test",
      "  hallmark fake-ca sign-csr --home ca alice.csr > alice.chain.pem"
    },
    subcommands = {CreateCa.class, CreateCertificate.class, SignCsr.class})
public final class FakeCaProgram extends CommandGroup {
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs it and returns the exit code, for the one front door to all programs. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(
        new FakeCaProgram(),
        FailureReader.of(FakeCaException.class, fault -> ExitCode.of(fault.kind().exitCode())));
  }
}
