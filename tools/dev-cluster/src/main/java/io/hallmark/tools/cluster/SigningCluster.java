package io.hallmark.tools.cluster;

import io.hallmark.fakeca.FakeCa;
import io.hallmark.messaging.client.Bus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A bus, a SoftHSM token and crypto workers, each worker a process of its own, and nothing else of
 * a cluster: what is needed to see what a worker's death costs. Confined to one thread.
 */
public final class SigningCluster implements AutoCloseable {
  private static final ClusterName NAME = new ClusterName("signing");

  private final Layout layout;
  private final Clusters clusters;

  private SigningCluster(Layout layout) {
    this.layout = layout;
    this.clusters = new Clusters(layout);
  }

  /**
   * Returns when all workers serve.
   *
   * @param folder holds no cluster yet; logs stay there
   * @param workers 1 to {@value UpOptions#WORKERS_MAX}
   */
  public static SigningCluster start(Path folder, int workers) {
    SigningCluster cluster = new SigningCluster(new Layout(folder));
    UpOptions options = new UpOptions(List.of(NAME), workers, Optional.empty());
    try {
      new Bringup(cluster.layout, options, new ProcessLauncher(), line -> {}).runSigning();
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  public Bus bus() {
    return Bus.at(clusters.manifest().cluster(NAME.value()).bus());
  }

  /** Issues certificates for keys in the token. */
  public FakeCa authority() {
    return FakeCa.open(layout.authority());
  }

  /** The name that a worker's audit chains begin with. */
  public static String instance(int worker) {
    return "%s-%d".formatted(Kind.CRYPTO_WORKER.id(), worker);
  }

  /**
   * Ends a worker as {@code kill -9} does. Returns when the process is gone.
   *
   * @param worker counted from 1
   */
  public void kill(int worker) {
    ProcessHandle process = Processes.find(worker(worker)).orElseThrow();
    if (!process.destroyForcibly()) {
      throw ClusterException.failed("process %d could not be killed".formatted(process.pid()));
    }
    try {
      process.onExit().join();
    } catch (CompletionException e) {
      throw ClusterException.failed("process %d does not end".formatted(process.pid()), e);
    }
  }

  /** Starts a worker that was killed, with the settings it had. Returns when it serves. */
  public void startAgain(int worker) {
    clusters.start(NAME.value(), Kind.CRYPTO_WORKER, worker);
  }

  private ProcessEntry worker(int worker) {
    return clusters.manifest().process(NAME.value(), Kind.CRYPTO_WORKER, worker);
  }

  /** Stops everything, the broker last. */
  @Override
  public void close() {
    if (layout.manifest().toFile().exists()) {
      Clusters.stopAll(clusters.manifest());
    }
  }
}
