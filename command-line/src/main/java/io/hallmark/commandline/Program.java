package io.hallmark.commandline;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * The manners that all programs share: product to standard output and talk to standard error, one
 * shape for every error, the exit codes of {@link ExitCode}, {@code --version} from the jar.
 */
public final class Program {
  /** How every program is called: {@code hallmark hsm}. */
  public static final String FRONT_DOOR = "hallmark";

  /** The examples of a help are there to be copied, so they are not to be broken. */
  private static final int HELP_COLUMNS = 100;

  private Program() {}

  /**
   * A command with those manners.
   *
   * @param command annotated for picocli
   * @param readers know the program's own exceptions; the JDK's are known already
   */
  public static CommandLine of(Object command, FailureReader... readers) {
    CommandLine line = new CommandLine(command);
    StandardOutput output = StandardOutput.ofProcess();
    line.setOut(output.writer());
    line.setExecutionStrategy(parsed -> settled(line, output, run(line, parsed)));
    String name = line.getCommandName();
    line.setCommandName(name.startsWith(FRONT_DOOR) ? name : FRONT_DOOR + " " + name);
    line.setUsageHelpWidth(HELP_COLUMNS);
    listCommands(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (exception, arguments) -> end(exception.getCommandLine(), WrongUse.of(exception)).code());
    line.setExecutionExceptionHandler(
        (exception, failed, parsed) ->
            exception instanceof ParameterException wrong
                ? end(failed, WrongUse.of(wrong)).code()
                : end(failed, CommonFailures.read(exception, List.of(readers))).code());
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : List.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.WRONG_USE)) {
      codes.put(String.valueOf(code.code()), code.meaning());
    }
    complete(line.getCommandSpec(), codes);
    return line;
  }

  /** Picocli hands exceptions to us and lets errors pass, with their stack traces. */
  private static int run(CommandLine line, ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (VirtualMachineError | LinkageError e) {
      return end(line, CommonFailures.unexpected(e)).code();
    }
  }

  /** The exit code, once all that was printed is where it should be. */
  private static int settled(CommandLine line, StandardOutput output, int code) {
    line.getOut().flush();
    return output
        .failure()
        .map(
            lost ->
                end(
                    line,
                    new CommandFailure(
                        ExitCode.FAILED,
                        Problem.of("the output is lost: " + lost.getMessage())
                            .at("standard output")
                            .expecting("a file or a program that takes it")
                            .remedy("make room where it goes, then run it again"),
                        lost)))
        .map(ExitCode::code)
        .orElse(code);
  }

  /** Gives a command and all below it what they do not say themselves. */
  private static void complete(CommandSpec spec, Map<String, String> codes) {
    if (spec.version().length == 0) {
      spec.versionProvider(new JarVersion(spec.root()));
    }
    if (spec.usageMessage().exitCodeList().isEmpty() && spec.parent() == null) {
      spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    }
    spec.subcommands().values().forEach(sub -> complete(sub.getCommandSpec(), codes));
  }

  private static void listCommands(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandList());
    line.getSubcommands().values().forEach(Program::listCommands);
  }

  private static ExitCode end(CommandLine line, CommandFailure failure) {
    PrintWriter err = line.getErr();
    String command = line.getCommandSpec().qualifiedName();
    for (Problem problem : failure.problems()) {
      Problem placed = problem.atOr(command);
      boolean wrong = failure.code() == ExitCode.WRONG_USE;
      (wrong ? placed.remedyOr("see '" + command + " --help'") : placed).print(err);
    }
    if (System.getenv(CommonFailures.STACK_TRACES) != null) {
      for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
        err.println(cause);
        for (StackTraceElement frame : cause.getStackTrace()) {
          err.println("  at " + frame);
        }
      }
    }
    err.flush();
    return failure.code();
  }
}
