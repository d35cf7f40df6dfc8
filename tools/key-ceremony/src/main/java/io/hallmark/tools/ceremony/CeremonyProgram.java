package io.hallmark.tools.ceremony;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Problem;
import io.hallmark.commandline.Program;
import io.hallmark.tools.ceremony.fault.CeremonyException;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.terminal.ConsoleTerminal;
import io.hallmark.tools.ceremony.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ceremony}. */
@Command(
    name = "ceremony",
    description = {
      "Key ceremonies: keys made in front of witnesses, step by step, from one reviewed plan."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:misuse or bad input", "3:refused by policy"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark ceremony schema > ceremony.schema.json",
      "  hallmark ceremony lint root.yaml",
      "  hallmark ceremony show root.yaml",
      "  hallmark ceremony run root.yaml --dir rehearsal --rehearse",
      "  hallmark ceremony approve root.yaml --name alice --key alice.pem > alice.approval",
      "  hallmark ceremony run root.yaml --dir 2026-root --operator carol --approval alice.approval",
      "  hallmark ceremony resume 2026-root",
      "  hallmark ceremony sign 2026-root --name alice --key alice.pem",
      "  hallmark ceremony verify 2026-root",
    },
    subcommands = {
      LintCommand.class,
      SchemaCommand.class,
      ShowCommand.class,
      ApproveCommand.class,
      RunCommand.class,
      ResumeCommand.class,
      SignCommand.class,
      VerifyCommand.class
    })
public final class CeremonyProgram extends CommandGroup {
  @Spec private CommandSpec spec;

  @Option(
      names = FipsMode.FLAG,
      description = {
        "only the approved operations of Bouncy Castle's FIPS module; starting it takes seconds.",
        "Stands before the command. The token signs as ever: it is a module of its own"
      })
  void requireFips(boolean wanted) {
    if (wanted && !FipsMode.state().active()) {
      throw new ParameterException(
          spec.commandLine(),
          FipsMode.FLAG + " was not the program's own argument, so it came too late");
    }
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The program without its exit; product to standard output, talk to standard error. */
  public static int run(String... arguments) {
    // Before anything else: what was made before keeps the provider it was made by.
    FipsMode.enterIfAsked(arguments);
    // Records are derived again on other machines and compared, so no language forms their numbers.
    Locale.setDefault(Locale.ROOT);
    return commandLine().execute(arguments);
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(
        new CeremonyProgram(),
        failure ->
            failure instanceof PlanException plan
                ? Optional.of(FailureReader.faults(plan.faults()))
                : Optional.empty(),
        failure ->
            failure instanceof CeremonyException stopped
                ? Optional.of(failure(stopped))
                : Optional.empty());
  }

  private static CommandFailure failure(CeremonyException stopped) {
    CommandFailure failure = new CommandFailure(stopped.code(), stopped.problems());
    failure.initCause(stopped);
    return failure;
  }

  /** The terminal in front of the operator. */
  static Terminal terminal() throws NoTerminalException {
    return ConsoleTerminal.open().orElseThrow(NoTerminalException::new);
  }

  /** A ceremony without people. */
  static final class NoTerminalException extends CeremonyException {
    private static final long serialVersionUID = 1;

    NoTerminalException() {
      super(
          ExitCode.WRONG_USE,
          Problem.of("input or output is not a terminal")
              .expecting("a terminal, since a ceremony is typed by people")
              .remedy("run it at one, without redirections"),
          null);
    }
  }
}
