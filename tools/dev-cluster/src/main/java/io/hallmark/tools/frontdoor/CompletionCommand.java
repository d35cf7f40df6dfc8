package io.hallmark.tools.frontdoor;

import io.hallmark.commandline.Program;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code hallmark completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes programs, commands, options and their values.",
      "zsh takes the same script as bash."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(hallmark completion bash)                               this shell",
      "  hallmark completion bash > ~/.local/share/bash-completion/completions/hallmark"
    })
final class CompletionCommand implements Callable<Integer> {
  /** Where the script lists the values of an option or a parameter. */
  private static final Pattern VALUES = Pattern.compile("_args=\\((\"[^\"\\n]*\" ?)+\\)");

  private static final Pattern CONSTANT = Pattern.compile("\"[A-Z][A-Z0-9_]*\"");

  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("# To be sourced by " + shell.name().toLowerCase(Locale.ROOT) + ".");
    out.println(asTyped(AutoComplete.bash(Program.FRONT_DOOR, HallmarkProgram.everything())));
    out.flush();
    return 0;
  }

  /** Values in the small letters that all examples have; the programs take either. */
  private static String asTyped(String script) {
    return VALUES
        .matcher(script)
        .replaceAll(
            list ->
                Matcher.quoteReplacement(
                    CONSTANT
                        .matcher(list.group())
                        .replaceAll(value -> value.group().toLowerCase(Locale.ROOT))));
  }
}
