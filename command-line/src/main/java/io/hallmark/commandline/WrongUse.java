package io.hallmark.commandline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Options and parameters that do not fit, in the shape of every problem. */
final class WrongUse {
  private WrongUse() {}

  static CommandFailure of(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    Problem problem =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, command)
            : Problem.of(lowerCase(exception.getMessage()));
    String see = "see '" + name + " --help'";
    return new CommandFailure(
        ExitCode.WRONG_USE,
        problem.at(name).remedy(problem.remedy().isEmpty() ? see : problem.remedy() + "; " + see),
        exception);
  }

  private static Problem unmatched(UnmatchedArgumentException exception, CommandLine command) {
    String first = exception.getUnmatched().get(0);
    List<String> suggestions = exception.getSuggestions();
    String advice =
        suggestions.isEmpty() ? "" : "did you mean " + String.join(" or ", suggestions) + "?";
    if (first.startsWith("-")) {
      return Problem.of("unknown option " + first).remedy(advice);
    }
    return command.getSubcommands().isEmpty()
        ? Problem.of("\"" + first + "\" is one argument too many").remedy(advice)
        : Problem.of("no command is called \"" + first + "\"")
            .expecting(commands(command))
            .remedy(advice);
  }

  /** Those that are not hidden. */
  static String commands(CommandLine command) {
    return "one of "
        + command.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(spec -> !spec.usageMessage().hidden())
            .map(spec -> spec.name())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  /** Picocli starts its messages like sentences; ours start small. */
  private static String lowerCase(String message) {
    boolean acronym = message.length() > 1 && Character.isUpperCase(message.charAt(1));
    return acronym
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
