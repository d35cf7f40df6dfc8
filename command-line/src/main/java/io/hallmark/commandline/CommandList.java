package io.hallmark.commandline;

import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands of a group in its help, each with the first sentence of what it does. Picocli itself
 * takes the first line, which may end in the middle of a sentence. Pure.
 */
final class CommandList implements IHelpSectionRenderer {
  private static final int INDENT = 2;
  private static final String SENTENCE_END = "(?<=[.]) ";

  @Override
  public String render(Help help) {
    Map<String, Help> commands = help.subcommands();
    if (commands.isEmpty()) {
      return "";
    }
    int names = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    int columns = help.commandSpec().usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(names + INDENT, INDENT, Column.Overflow.SPAN),
            new Column(columns - (names + INDENT), INDENT, Column.Overflow.WRAP));
    commands.forEach(
        (name, command) ->
            table.addRowValues(name, sentence(command.commandSpec().usageMessage())));
    return table.toString();
  }

  private static String sentence(UsageMessageSpec usage) {
    return String.join(" ", usage.description()).split(SENTENCE_END, 2)[0];
  }
}
