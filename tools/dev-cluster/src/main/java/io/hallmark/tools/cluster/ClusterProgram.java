package io.hallmark.tools.cluster;

import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.Program;
import io.hallmark.messaging.client.CommandLogging;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cluster}: clusters on this machine that stay until they are taken down. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps whole clusters on this machine for as long as you want to play with them. Every worker",
      "is a process of its own: look at it, kill it, start it again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; or, of send and receive: not every message arrived once and in order",
      "2:bad argument, or nothing there that it could be done to"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cluster up alice bob --dir play --workers 2",
      "  cluster status --dir play",
      "  cluster send --dir play --from alice --to bob --messages 100000 &",
      "  kill -9 PID                                   of any worker that status lists",
      "  cluster start --dir play alice link-manager 1",
      "  cluster down --dir play"
    },
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      StartCommand.class,
      StopCommand.class,
      SendCommand.class,
      ReceiveCommand.class,
      DownCommand.class
    })
public final class ClusterProgram extends CommandGroup {
  public static void main(String[] args) {
    CommandLogging.configure();
    System.exit(commandLine().execute(args));
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(new ClusterProgram(), ClusterException.READER);
  }
}
