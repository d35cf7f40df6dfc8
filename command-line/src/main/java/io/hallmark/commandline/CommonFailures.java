package io.hallmark.commandline;

import io.hallmark.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
        ? wrongUse(Problem.read(exception.getMessage()), exception)
        : unexpected(exception);
  }

  private static CommandFailure io(IOException exception) {
    if (exception instanceof NoSuchFileException none) {
      return wrongUse(
          new Problem(
              "there is no file " + none.getFile(),
              none.getFile(),
              "a file that is there; relative paths start at the current folder",
              "make it, or name another"),
          exception);
    }
    if (exception instanceof AccessDeniedException denied) {
      return wrongUse(
          new Problem(
              "no permission for " + denied.getFile(),
              denied.getFile(),
              "a file that this user may read, or write where it is written",
              "run as its owner, or change its permissions"),
          exception);
    }
    if (exception instanceof FileAlreadyExistsException there) {
      return new CommandFailure(
          ExitCode.REFUSED,
          new Problem(
              there.getFile() + " exists and is not overwritten",
              there.getFile(),
              "a path where nothing is yet",
              "name another file, or move this one away"),
          exception);
    }
    if (exception instanceof FileSystemException other) {
      return wrongUse(
          new Problem(
              other.getFile() + " cannot be used: " + reason(other),
              String.valueOf(other.getFile()),
              "a path that this user can use for that",
              "correct the path, or what stands there"),
          exception);
    }
    String message = exception.getMessage();
    Problem told = message == null ? Problem.of(exception.toString()) : Problem.read(message);
    return new CommandFailure(
        ExitCode.FAILED,
        told.expectedOr("files and connections that can be read and written")
            .remedyOr("see to the disk and the network, then run it again"),
        exception);
  }

  private static String reason(FileSystemException exception) {
    if (exception instanceof NotDirectoryException) {
      return "a file stands where a folder is needed";
    }
    return exception.getReason() == null
        ? exception.getClass().getSimpleName()
        : exception.getReason();
  }

  private static CommandFailure wrongUse(Problem problem, Exception cause) {
    return new CommandFailure(ExitCode.WRONG_USE, problem, cause);
  }

  static CommandFailure unexpected(Throwable exception) {
    return new CommandFailure(
        ExitCode.FAILED,
        Problem.of("unexpected " + exception)
            .expecting("no fault of the program itself")
            .remedy("set " + STACK_TRACES + "=1 and run it again to see where it comes from"),
        exception);
  }
}
