package io.hallmark.tools.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description =
        "Starts a process that was stopped or killed, with the settings it had, and waits until it is ready.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark cluster start --dir play alice link-manager 1")
final class StartCommand implements Callable<Integer> {
  @Mixin private FolderOption folder;
  @Mixin private ProcessParameters which;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ProcessEntry running = folder.clusters().start(which.cluster(), which.kind(), which.instance());
    spec.commandLine()
        .getErr()
        .printf("cluster: %s is ready, process %d%n", running.title(), running.pid());
    return 0;
  }
}
