package io.hallmark.commandline;

import io.hallmark.settings.Fault;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Knows what some exceptions mean to the person at the command line. */
public interface FailureReader {
  /** Empty where it does not know this one. */
  Optional<CommandFailure> read(Exception exception);

  /** All exceptions of a type mean this code; their message says the rest. */
  static FailureReader of(Class<? extends Exception> type, ExitCode code) {
    return when(type::isInstance, code);
  }

  /** As {@link #of(Class, ExitCode)} where the exception itself knows the code. */
  static <E extends Exception> FailureReader of(Class<E> type, Function<E, ExitCode> code) {
    return exception ->
        type.isInstance(exception)
            ? when(type::isInstance, code.apply(type.cast(exception))).read(exception)
            : Optional.empty();
  }

  /** As {@link #of(Class, ExitCode)} for those that fit. */
  static FailureReader when(Predicate<Exception> fits, ExitCode code) {
    return exception ->
        fits.test(exception)
            ? Optional.of(new CommandFailure(code, Problem.read(message(exception)), exception))
            : Optional.empty();
  }

  /** All faults of a file, each with its place. */
  static CommandFailure faults(List<Fault> faults) {
    return new CommandFailure(
        ExitCode.WRONG_USE, faults.stream().map(fault -> Problem.of(fault)).toList());
  }

  private static String message(Exception exception) {
    return exception.getMessage() == null || exception.getMessage().isBlank()
        ? exception.getClass().getSimpleName()
        : exception.getMessage();
  }
}
