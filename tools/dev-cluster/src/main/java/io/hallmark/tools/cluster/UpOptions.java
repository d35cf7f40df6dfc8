package io.hallmark.tools.cluster;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What clusters to make.
 *
 * @param names one or more, each once
 * @param workers how many of each kind of worker in each cluster, 1 to {@value #WORKERS_MAX}
 * @param module PKCS#11 module for all tokens, configured by the environment; empty: SoftHSM with a
 *     token folder for each cluster
 */
public record UpOptions(List<ClusterName> names, int workers, Optional<Path> module) {
  static final int CLUSTERS_MAX = 8;
  static final int WORKERS_MAX = 8;

  public UpOptions {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > CLUSTERS_MAX) {
      throw ClusterException.misuse(
          "the number of clusters must be 1 to %d, got %d; give so many names"
              .formatted(CLUSTERS_MAX, names.size()));
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw ClusterException.misuse(
          "two of " + names + " are the same, expected for each cluster a name of its own");
    }
    if (workers < 1 || workers > WORKERS_MAX) {
      throw ClusterException.misuse(
          "--workers must be 1 to %d, got %d; give another number".formatted(WORKERS_MAX, workers));
    }
    module.ifPresent(
        file -> {
          if (!file.toFile().isFile()) {
            throw ClusterException.misuse(
                "module %s is not a file, expected a PKCS#11 library; give its path with --module"
                    .formatted(file));
          }
        });
  }
}
