package io.hallmark.commandline;

import io.hallmark.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** What the JDK's exceptions mean, and what remains: our own bugs. */
final class CommonFailures {
  /** Set to anything, it has stack traces printed. */
  static final String STACK_TRACES = "HALLMARK_STACK_TRACES";

  private CommonFailures() {}

  static CommandFailure read(Exception exception, List<FailureReader> readers) {
    if (exception instanceof CommandFailure failure) {
      return failure;
    }
    for (FailureReader reader : readers) {
      Optional<CommandFailure> known = reader.read(exception);
      if (known.isPresent()) {
        return known.get();
      }
    }
    if (exception instanceof UncheckedIOException unchecked) {
      return read(unchecked.getCause(), readers);
    }
    if (exception instanceof SettingsException settings) {
      return FailureReader.faults(settings.faults());
    }
    if (exception instanceof IOException io) {
      return io(io);
    }
    return exception instanceof IllegalArgumentException && exception.getMessage() != null
        ? wrongUse(Problem.of(exception.getMessage()), exception)
        : unexpected(exception);
  }

  private static CommandFailure io(IOException exception) {
    if (exception instanceof NoSuchFileException none) {
      return wrongUse(
          Problem.of("there is no file " + none.getFile())
              .remedy("make it, or name another; relative paths start at the current folder"),
          exception);
    }
    if (exception instanceof AccessDeniedException denied) {
      return wrongUse(
          Problem.of("no permission for " + denied.getFile())
              .remedy("run as its owner, or change its permissions"),
          exception);
    }
    if (exception instanceof FileAlreadyExistsException there) {
      return new CommandFailure(
          ExitCode.REFUSED,
          Problem.of(there.getFile() + " exists and is not overwritten")
              .remedy("name another file, or move this one away"),
          exception);
    }
    String message = exception.getMessage();
    return new CommandFailure(
        ExitCode.FAILED, Problem.of(message == null ? exception.toString() : message), exception);
  }

  private static CommandFailure wrongUse(Problem problem, Exception cause) {
    return new CommandFailure(ExitCode.WRONG_USE, problem, cause);
  }

  private static CommandFailure unexpected(Exception exception) {
    return new CommandFailure(
        ExitCode.FAILED,
        Problem.of("unexpected " + exception)
            .remedy("set " + STACK_TRACES + "=1 and run it again to see where it comes from"),
        exception);
  }
}
