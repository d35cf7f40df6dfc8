package io.hallmark.commandline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Options and parameters that do not fit, in the shape of every problem. */
final class WrongUse {
  private WrongUse() {}

  static CommandFailure of(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    Problem problem = problem(exception, command);
    String see = "see '" + name + " --help'";
    return new CommandFailure(
        ExitCode.WRONG_USE,
        problem.at(name).remedy(problem.remedy().isEmpty() ? see : problem.remedy() + "; " + see),
        exception);
  }

  private static Problem problem(ParameterException exception, CommandLine command) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, command);
    }
    Problem problem = Problem.read(lowerCase(exception.getMessage()));
    if (exception instanceof MissingParameterException missing) {
      return problem.expecting(
          missing.getMissing().stream().map(WrongUse::wanted).collect(Collectors.joining(", ")));
    }
    if (exception instanceof OverwrittenOptionException) {
      return problem.expecting("each option once");
    }
    ArgSpec argument = exception.getArgSpec();
    if (problem.expected().isEmpty()) {
      return problem.expecting(argument == null ? synopsis(command) : wanted(argument));
    }
    return problem;
  }

  private static Problem unmatched(UnmatchedArgumentException exception, CommandLine command) {
    String first = exception.getUnmatched().get(0);
    List<String> suggestions = exception.getSuggestions();
    String advice =
        suggestions.isEmpty() ? "" : "did you mean " + String.join(" or ", suggestions) + "?";
    if (first.startsWith("-")) {
      return Problem.of("unknown option " + first).expecting(options(command)).remedy(advice);
    }
    return command.getSubcommands().isEmpty()
        ? Problem.of("\"" + first + "\" is one argument too many")
            .expecting(synopsis(command))
            .remedy(advice)
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

  private static String options(CommandLine command) {
    return "one of "
        + command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .collect(Collectors.joining(", "));
  }

  /** How it is called, in the line that its help begins with. */
  private static String synopsis(CommandLine command) {
    return command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
  }

  /** An option or parameter as its help has it: {@code --size=BYTES (bytes of each payload)}. */
  private static String wanted(ArgSpec argument) {
    String label =
        argument instanceof OptionSpec option
            ? option.longestName() + (option.arity().max() == 0 ? "" : "=" + argument.paramLabel())
            : argument.paramLabel();
    String description = String.join(" ", argument.description()).strip();
    return description.isEmpty() ? label : label + " (" + description + ")";
  }

  /** Picocli starts its messages like sentences; ours start small. */
  private static String lowerCase(String message) {
    boolean acronym = message.length() > 1 && Character.isUpperCase(message.charAt(1));
    return acronym
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
