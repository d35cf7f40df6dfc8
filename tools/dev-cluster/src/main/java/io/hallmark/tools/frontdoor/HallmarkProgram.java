package io.hallmark.tools.frontdoor;

import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What the front door {@code hallmark} knows of all programs together: completion and manual pages.
 * The programs themselves are started by {@code tools/bin/hallmark}, each with its own JVM
 * settings.
 */
@Command(
    name = Program.FRONT_DOOR,
    mixinStandardHelpOptions = true,
    description = "The front door to every program of Hallmark.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm --help",
      "  source <(hallmark completion bash)",
      "  hallmark man ~/.local/share/man/man1"
    },
    subcommands = {CompletionCommand.class, ManCommand.class})
public final class HallmarkProgram extends CommandGroup {
  public static void main(String[] arguments) {
    System.exit(Program.of(new HallmarkProgram()).execute(arguments));
  }

  /** All programs as commands of one, to be described and not to be run. */
  static CommandLine everything() {
    CommandLine front = Program.of(new HallmarkProgram());
    for (CommandLine program : Programs.all()) {
      String name = program.getCommandName().substring(Program.FRONT_DOOR.length() + 1);
      front.addSubcommand(name, program.setCommandName(name));
    }
    return front;
  }
}
