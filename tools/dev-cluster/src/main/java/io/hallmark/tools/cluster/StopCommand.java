package io.hallmark.tools.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops one process gracefully (SIGTERM). 'start' brings it back.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark cluster stop --dir play alice link-manager 1")
final class StopCommand implements Callable<Integer> {
  @Mixin private FolderOption folder;
  @Mixin private ProcessParameters which;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ProcessEntry stopped = folder.clusters().stop(which.cluster(), which.kind(), which.instance());
    spec.commandLine().getErr().printf("cluster: %s is stopped%n", stopped.title());
    return 0;
  }
}
