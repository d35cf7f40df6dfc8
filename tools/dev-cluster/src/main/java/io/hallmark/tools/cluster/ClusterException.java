package io.hallmark.tools.cluster;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Problem;
import java.util.Optional;

/** A cluster could not be brought up, found or used; the message says why and what to do. */
public final class ClusterException extends RuntimeException {
  /** What it means for a program that ends because of it. */
  static final FailureReader READER =
      failure ->
          failure instanceof ClusterException fault
              ? Optional.of(new CommandFailure(ExitCode.of(fault.exitCode()), fault.problem, fault))
              : Optional.empty();

  private final transient Problem problem;
  private final boolean misuse;

  private ClusterException(String message, Problem problem, boolean misuse, Throwable cause) {
    super(message, cause);
    this.problem = problem;
    this.misuse = misuse;
  }

  static ClusterException failed(String message) {
    return new ClusterException(message, Problem.read(message), false, null);
  }

  static ClusterException failed(Problem problem) {
    return new ClusterException(problem.what(), problem, false, null);
  }

  static ClusterException failed(String message, Throwable cause) {
    return new ClusterException(message, Problem.read(message), false, cause);
  }

  /** What was asked for makes no sense here. */
  static ClusterException misuse(String message) {
    return new ClusterException(message, Problem.read(message), true, null);
  }

  /** 1 for what went wrong, 2 for what was asked wrongly. */
  int exitCode() {
    return misuse ? 2 : 1;
  }
}
