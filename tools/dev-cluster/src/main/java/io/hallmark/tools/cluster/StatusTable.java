package io.hallmark.tools.cluster;

import java.io.PrintWriter;

/** {@code cluster status} for a person. */
final class StatusTable {
  private static final String ROW = "%-10s %-14s %-4s %8s  %-8s %-22s %-22s %s%n";

  private StatusTable() {}

  static void print(Manifest manifest, PrintWriter out) {
    out.printf(ROW, "CLUSTER", "KIND", "NO.", "PID", "HEALTH", "BUS", "GATEWAY", "WAITING FOR");
    for (ClusterState state : ClusterState.of(manifest)) {
      ProcessEntry process = state.process();
      out.printf(
          ROW,
          process.cluster(),
          process.kind().id(),
          process.instance(),
          process.pid(),
          state.state(),
          state.cluster().bus(),
          process.gatewayAddress().isEmpty() ? "-" : process.gatewayAddress(),
          state.health().reason().replace('\n', ' '));
    }
    for (ClusterEntry cluster : manifest.clusters()) {
      out.printf("%s is %s, HSM file %s%n", cluster.name(), cluster.identity(), cluster.hsmFile());
    }
    out.flush();
  }
}
