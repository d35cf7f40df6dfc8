package io.hallmark.tools.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the folder that holds clusters. */
record Layout(Path root) {
  Layout {
    root = root.toAbsolutePath().normalize();
  }

  Path manifest() {
    return root.resolve("cluster.json");
  }

  /** The certificate authority that all clusters of the folder share. */
  Path authority() {
    return root.resolve("ca");
  }

  Path cluster(ClusterName name) {
    return root.resolve(name.value());
  }

  Path bus(ClusterName name) {
    return cluster(name).resolve("bus");
  }

  Path hsmFile(ClusterName name) {
    return cluster(name).resolve("hsm.yaml");
  }

  /** Configuration of one process. */
  Path configuration(ClusterName name, Kind kind, int instance) {
    return folder(name, "conf").resolve("%s-%d.yaml".formatted(kind.id(), instance));
  }

  Path log(ClusterName name, Kind kind, int instance) {
    return folder(name, "logs").resolve("%s-%d.log".formatted(kind.id(), instance));
  }

  /** The log of the one process that a cluster's programs share. */
  Path sharedLog(ClusterName name) {
    return folder(name, "logs").resolve("cluster.log");
  }

  /** The file that a process writes its address to once it has one. */
  Path address(ClusterName name, Kind kind, int instance) {
    return folder(name, "run").resolve("%s-%d.address".formatted(kind.id(), instance));
  }

  private Path folder(ClusterName name, String folder) {
    Path path = cluster(name).resolve(folder);
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
