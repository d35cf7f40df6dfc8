package io.hallmark.tools.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every process: cluster, kind, instance, pid, health (ready, waiting or dead) and what",
      "it waits for, bus, gateway address; and the HSM file of each cluster."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark cluster status --dir play",
      "  hallmark cluster status --dir play --json | jq '.[] | select(.health != \"ready\")'"
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private FolderOption folder;

  @Option(names = "--json", description = "a JSON array with an object for each process")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Manifest manifest = folder.clusters().manifest();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(
                  ClusterState.of(manifest).stream().map(ClusterState::toMap).toList()));
    } else {
      StatusTable.print(manifest, out);
    }
    return 0;
  }
}
