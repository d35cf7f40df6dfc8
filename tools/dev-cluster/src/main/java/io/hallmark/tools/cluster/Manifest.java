package io.hallmark.tools.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the folder of clusters: {@code cluster.json}. Immutable; a change is a new one
 * that is saved.
 *
 * @param group membership group of all of them
 * @param clusters each cluster
 * @param processes each process
 */
public record Manifest(String group, List<ClusterEntry> clusters, List<ProcessEntry> processes) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Manifest {
    clusters = List.copyOf(clusters);
    processes = List.copyOf(processes);
  }

  static Manifest empty(String group) {
    return new Manifest(group, List.of(), List.of());
  }

  static Manifest load(Layout layout) {
    Path file = layout.manifest();
    if (!Files.exists(file)) {
      throw ClusterException.misuse(
          "folder %s holds no clusters, expected one that 'cluster up' made; make some with"
                  .formatted(layout.root())
              + " 'cluster up NAME... --dir %s'".formatted(layout.root()));
    }
    try {
      return JSON.readValue(file.toFile(), Manifest.class);
    } catch (JacksonException e) {
      throw ClusterException.failed(
          "%s is no list of clusters (%s), expected what 'cluster up' wrote; give another --dir"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the file at once, so that nobody reads half of it. */
  void save(Layout layout) {
    try {
      Path part = layout.root().resolve("cluster.json.part");
      JSON.writeValue(part.toFile(), this);
      Files.move(part, layout.manifest(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClusterEntry cluster(String name) {
    return clusters.stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.misuse(
                    "no cluster is called \"%s\", expected one of %s"
                        .formatted(
                            name,
                            String.join(
                                ", ", clusters.stream().map(ClusterEntry::name).toList()))));
  }

  ProcessEntry process(String cluster, Kind kind, int instance) {
    return processes.stream()
        .filter(process -> process.is(cluster, kind, instance))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.misuse(
                    "there is no %s %s %d, expected one of these clusters; see 'cluster status'"
                        .formatted(cluster, kind.id(), instance)));
  }

  Manifest with(ClusterEntry cluster) {
    List<ClusterEntry> all = new ArrayList<>(clusters);
    all.add(cluster);
    return new Manifest(group, all, processes);
  }

  /** Adds the process, or puts it in the place of the one with the same title. */
  Manifest with(ProcessEntry process) {
    List<ProcessEntry> all = new ArrayList<>(processes);
    all.removeIf(old -> old.is(process.cluster(), process.kind(), process.instance()));
    all.add(process);
    return new Manifest(group, clusters, all);
  }
}
