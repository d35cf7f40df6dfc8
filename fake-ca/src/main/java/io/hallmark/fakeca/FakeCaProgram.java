package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.certificates.lint.Finding;
import io.hallmark.certificates.lint.RejectedByLintException;
import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.commandline.Program;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenProblems;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca}. */
@Command(
    name = "fake-ca",
    description = {
      "A certificate authority for tests. Its key is a plain file, or in a token, and it checks no",
      "identity: never trust it with anything real. What it makes is marked \"for tests only\"."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed (a file cannot be written, a token does not sign)",
      "2:misuse or bad input",
      "3:refused (a file exists already, a request is not signed by its key, the lint says no)"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca create-ca --home root",
      "  hallmark fake-ca create-ca --home ca --intermediate-of root",
      "  hallmark fake-ca create-certificate --home ca localhost --ip 127.0.0.1",
      "  hallmark fake-ca sign-csr --home ca alice.csr > alice.chain.pem",
      "  hallmark fake-ca revoke --home ca alice.chain.pem --reason keyCompromise",
      "  hallmark fake-ca crl --home ca > ca.crl.pem",
      "  hallmark fake-ca ocsp-responder --home ca --port 8888",
      "  hallmark fake-ca --fips create-ca --home fips-root"
    },
    subcommands = {
      CreateCa.class,
      CreateCertificate.class,
      SignCsr.class,
      Revoke.class,
      Crl.class,
      CrossCertify.class,
      OcspResponder.class
    })
public final class FakeCaProgram extends CommandGroup {
  @Spec private CommandSpec spec;

  @Option(
      names = FipsMode.FLAG,
      description = {
        "only the approved operations of Bouncy Castle's FIPS module; starting it takes seconds.",
        "Stands before the command"
      })
  void requireFips(boolean wanted) {
    if (wanted && !FipsMode.state().active()) {
      throw new ParameterException(
          spec.commandLine(),
          FipsMode.FLAG + " came too late, expected it before the command; put it there");
    }
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs it and returns the exit code, for the one front door to all programs. */
  public static int run(String... arguments) {
    // Before anything else: what was made before keeps the provider it was made by.
    FipsMode.enterIfAsked(arguments);
    return commandLine().execute(arguments);
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(
        new FakeCaProgram(),
        failure ->
            failure instanceof CertificatesException fault
                ? Optional.of(told(fault))
                : Optional.empty());
  }

  private static CommandFailure told(CertificatesException fault) {
    ExitCode code = ExitCode.of(fault.kind().exitCode());
    return fault instanceof RejectedByLintException rejected
        ? new CommandFailure(
            code, rejected.findings().stream().map(FakeCaProgram::problem).toList())
        : new CommandFailure(code, problems(fault));
  }

  private static List<Problem> problems(CertificatesException fault) {
    if (fault.getCause() instanceof HsmFileException file) {
      return file.faults().stream().map(one -> Problem.of(one)).toList();
    }
    return List.of(
        fault.getCause() instanceof TokenOpenException open
            ? TokenProblems.of(open)
            : Problem.read(fault.getMessage()));
  }

  private static Problem problem(Finding finding) {
    return Problem.of("the certificate: " + finding.found())
        .at("rule %s (%s)".formatted(finding.rule().id(), finding.rule().reference()))
        .expecting(finding.rule().wants())
        .remedy(finding.rule().remedy());
  }
}
