package io.hallmark.tools.ceremony.fault;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;

/** Why a ceremony cannot go on: what, where, what was expected, and what to do about it. */
public abstract class CeremonyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final ExitCode code;

  protected CeremonyException(ExitCode code, Problem problem, Throwable cause) {
    super(sentence(problem), cause);
    this.problem = problem;
    this.code = code;
  }

  /** For the person at the terminal. */
  public final Problem problem() {
    return problem;
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
