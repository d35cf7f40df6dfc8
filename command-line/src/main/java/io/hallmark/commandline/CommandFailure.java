package io.hallmark.commandline;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a command: what to tell, and with which exit code. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final transient List<Problem> problems;

  public CommandFailure(ExitCode code, List<Problem> problems) {
    super(problems.stream().map(Problem::what).collect(Collectors.joining("\n")));
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  public CommandFailure(ExitCode code, Problem problem) {
    this(code, List.of(problem));
  }

  /** With the failure behind it. */
  public CommandFailure(ExitCode code, Problem problem, Throwable cause) {
    this(code, List.of(problem));
    initCause(cause);
  }

  public ExitCode code() {
    return code;
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }
}
