package io.hallmark.tools.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description =
        "Stops every process of every cluster in the folder. The folder stays, with its logs.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark cluster down --dir play")
final class DownCommand implements Callable<Integer> {
  @Mixin private FolderOption folder;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    folder.clusters().down();
    spec.commandLine()
        .getErr()
        .println("cluster: down; logs and data are still in " + folder.layout().root());
    return 0;
  }
}
