package io.hallmark.tools.cluster;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which clusters: those in a folder. A mixin for the commands. */
final class FolderOption {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "folder that holds the clusters")
  private Path dir;

  Layout layout() {
    return new Layout(dir);
  }

  Clusters clusters() {
    return new Clusters(layout());
  }
}
