package io.hallmark.tools.cluster;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Makes clusters from nothing, each worker a process of its own, members of one group.",
      "Our environment is passed on, so that a PKCS#11 module can be configured through it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark cluster up alice bob --dir play --workers 2",
      "  hallmark cluster up alice --dir play --module /usr/lib/softhsm/libsofthsm2.so"
    })
final class UpCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "NAME", description = "names of the clusters")
  private List<String> names;

  @Mixin private FolderOption folder;

  @Option(
      names = "--workers",
      defaultValue = "1",
      paramLabel = "N",
      description = "workers of each kind in each cluster (default: ${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--module",
      paramLabel = "PKCS11_MODULE",
      description =
          "PKCS#11 library with a free token for each cluster (default: SoftHSM, a folder each)")
  private Path module;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter talk = spec.commandLine().getErr();
    UpOptions options =
        new UpOptions(
            names.stream().map(ClusterName::new).toList(), workers, Optional.ofNullable(module));
    Layout layout = folder.layout();
    boolean up = false;
    try (Teardown teardown = Teardown.of(layout, new ProcessLauncher(), () -> {})) {
      new Bringup(layout, options, teardown.launcher(), line -> talk.println("cluster: " + line))
          .run();
      teardown.keep();
      up = true;
    } finally {
      if (!up) {
        talk.println("cluster: not up; logs are in " + layout.root());
      }
    }
    StatusTable.print(new Clusters(layout).manifest(), spec.commandLine().getOut());
    return 0;
  }
}
