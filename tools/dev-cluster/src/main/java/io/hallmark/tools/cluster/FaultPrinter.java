package io.hallmark.tools.cluster;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints what went wrong in a line; only our own bugs show a stack trace. */
final class FaultPrinter implements IExecutionExceptionHandler {
  private final String program;

  FaultPrinter(String program) {
    this.program = program;
  }

  @Override
  public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed)
      throws Exception {
    if (exception instanceof ClusterException fault) {
      command.getErr().println(program + ": " + fault.getMessage());
      return fault.exitCode();
    }
    throw exception;
  }
}
