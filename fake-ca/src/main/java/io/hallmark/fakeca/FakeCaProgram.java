package io.hallmark.fakeca;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca}. */
@Command(
    name = "fake-ca",
    description = {
      "A certificate authority for tests. Its key is a plain file and it checks no identity:",
      "never trust it with anything real. What it makes is marked \"for tests only\"."
    },
    mixinStandardHelpOptions = true,
    versionProvider = FakeCaProgram.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed (a file cannot be written)",
      "2:misuse or bad input",
      "3:refused (a file exists already, or a request is not signed by its key)"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fake-ca create-ca --home ca",
      "  fake-ca create-certificate --home ca localhost --dns localhost --ip 127.0.0.1",
      "  fake-ca create-certificate --home ca 'O=Alice,L=Zurich,C=CH' --dns gateway.alice.test",
      "  fake-ca sign-csr --home ca alice.csr > alice.chain.pem"
    },
    subcommands = {CreateCa.class, CreateCertificate.class, SignCsr.class})
public final class FakeCaProgram implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Alone it does nothing, so it is misuse. */
  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: create-ca, create-certificate or sign-csr");
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs it and returns the exit code, for the one front door to all programs. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new FakeCaProgram());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof FakeCaException fault) {
            command.getErr().println("fake-ca: " + fault.getMessage());
            return fault.kind().exitCode();
          }
          throw exception;
        });
    return line;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = FakeCaProgram.class.getPackage().getImplementationVersion();
      return new String[] {"fake-ca " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
