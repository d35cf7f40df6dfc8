package io.hallmark.tools.cluster;

import java.time.Duration;
import java.util.List;

/** The clusters of a folder, once they are made: looked at, stopped and started by process. */
final class Clusters {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Layout layout;

  Clusters(Layout layout) {
    this.layout = layout;
  }

  Manifest manifest() {
    return Manifest.load(layout);
  }

  /** Brings a process back with the settings it had. Does nothing to one that runs. */
  ProcessEntry start(String cluster, Kind kind, int instance) {
    Manifest manifest = manifest();
    ProcessEntry process = manifest.process(cluster, kind, instance);
    if (Processes.find(process).isPresent()) {
      throw ClusterException.misuse(
          "%s runs already, as process %d, expected a stopped one; 'cluster stop' stops it"
              .formatted(process.title(), process.pid()));
    }
    try (Launcher launcher = new ProcessLauncher()) {
      ProcessEntry running = launcher.launch(process);
      manifest.with(running).save(layout);
      Readiness.await(List.of(running), PATIENCE);
      return running;
    }
  }

  /** Stops one process as an operator would (SIGTERM). */
  ProcessEntry stop(String cluster, Kind kind, int instance) {
    ProcessEntry process = manifest().process(cluster, kind, instance);
    Processes.stop(process);
    return process;
  }

  /** Stops everything, brokers last; the folder stays, without its manifest. */
  void down() {
    stopAll(manifest());
    if (!layout.manifest().toFile().delete()) {
      throw ClusterException.failed(
          layout.manifest() + " can't be deleted, expected a folder of this user; delete it");
    }
  }

  /** Workers first, so that none of them has to look for a broker that is gone. */
  static void stopAll(Manifest manifest) {
    manifest.processes().parallelStream()
        .filter(process -> process.kind() != Kind.BROKER)
        .forEach(Processes::stop);
    manifest.processes().parallelStream()
        .filter(process -> process.kind() == Kind.BROKER)
        .forEach(Processes::stop);
  }
}
