package io.hallmark.tools.ceremony;

import io.hallmark.tools.ceremony.approval.ApprovalException;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.step.StoppedException;
import io.hallmark.tools.ceremony.terminal.ConsoleTerminal;
import io.hallmark.tools.ceremony.terminal.Terminal;
import io.hallmark.tools.ceremony.transcript.TranscriptException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ceremony}. */
@Command(
    name = "ceremony",
    description = {
      "Key ceremonies: keys made in front of witnesses, step by step, from one reviewed plan."
    },
    mixinStandardHelpOptions = true,
    versionProvider = CeremonyProgram.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:misuse or bad input", "3:refused by policy"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ceremony lint root.yaml",
      "  ceremony show root.yaml",
      "  ceremony run root.yaml --dir rehearsal --rehearse",
      "  ceremony approve root.yaml --name alice --key alice.pem > alice.approval",
      "  ceremony run root.yaml --dir 2026-root --operator carol --approval alice.approval",
      "  ceremony resume 2026-root",
      "  ceremony sign 2026-root --name alice --key alice.pem",
      "  ceremony verify 2026-root",
    },
    subcommands = {
      LintCommand.class,
      ShowCommand.class,
      ApproveCommand.class,
      RunCommand.class,
      ResumeCommand.class,
      SignCommand.class,
      VerifyCommand.class
    })
public final class CeremonyProgram implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The program without its exit; product to standard output, talk to standard error. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new CeremonyProgram())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command
                  .getErr()
                  .println(failure.getMessage() == null ? failure : failure.getMessage());
              return exitCode(failure);
            });
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof StoppedException stopped) {
      return stopped.kind().exitCode();
    }
    boolean badInput =
        failure instanceof PlanException
            || failure instanceof ApprovalException
            || failure instanceof TranscriptException
            || failure instanceof NoTerminalException;
    return badInput ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  /** The terminal in front of the operator. */
  static Terminal terminal() throws NoTerminalException {
    return ConsoleTerminal.open().orElseThrow(NoTerminalException::new);
  }

  /** A ceremony without people. */
  static final class NoTerminalException extends Exception {
    NoTerminalException() {
      super("input or output is not a terminal; a ceremony is typed by people");
    }
  }

  /** Alone it does nothing, so it is misuse. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? see ceremony --help");
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = CeremonyProgram.class.getPackage().getImplementationVersion();
      return new String[] {"ceremony " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
