package io.hallmark.tools.ceremony.fault;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Why a ceremony cannot go on: what, where, what was expected, and what to do about it. */
public abstract class CeremonyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;
  private final ExitCode code;

  protected CeremonyException(ExitCode code, Problem problem, Throwable cause) {
    this(code, List.of(problem), cause);
  }

  /** Several that were found together, at least one. */
  protected CeremonyException(ExitCode code, List<Problem> problems, Throwable cause) {
    super(
        problems.stream().map(CeremonyException::sentence).collect(Collectors.joining(" | ")),
        cause);
    this.problems = List.copyOf(problems);
    this.code = code;
  }

  /** For the person at the terminal: the first, or the only one. */
  public final Problem problem() {
    return problems.get(0);
  }

  /** All of them. */
  public final List<Problem> problems() {
    return problems;
  }

  /** What the program ends with. */
  public final ExitCode code() {
    return code;
  }

  /** In one line, as transcripts record it. */
  private static String sentence(Problem problem) {
    return (problem.where().isEmpty() ? "" : problem.where() + ": ")
        + problem.what()
        + (problem.expected().isEmpty() ? "" : ", expected " + problem.expected())
        + (problem.remedy().isEmpty() ? "" : "; " + problem.remedy());
  }
}
