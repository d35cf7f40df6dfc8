package io.hallmark.tools.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A process as {@code cluster status} shows it.
 *
 * @param process what it is
 * @param health how it is
 * @param cluster whose it is
 */
record ClusterState(ProcessEntry process, Health health, ClusterEntry cluster) {
  static List<ClusterState> of(Manifest manifest) {
    return manifest.processes().parallelStream()
        .map(
            process ->
                new ClusterState(process, Health.of(process), manifest.cluster(process.cluster())))
        .toList();
  }

  String state() {
    return health.state().name().toLowerCase(Locale.ROOT);
  }

  /** For programs; in the order of the documentation. */
  Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cluster", process.cluster());
    all.put("kind", process.kind().id());
    all.put("instance", process.instance());
    all.put("pid", process.pid());
    all.put("health", state());
    all.put("waitingFor", health.reason());
    all.put("http", process.kind() == Kind.BROKER ? null : http().orElse(null));
    all.put("bus", cluster.bus());
    all.put("gateway", process.gatewayAddress().isEmpty() ? null : process.gatewayAddress());
    all.put("hsmFile", cluster.hsmFile().toString());
    all.put("log", process.log().toString());
    return all;
  }

  private Optional<String> http() {
    return Addresses.of(process).map(address -> "http://" + address);
  }
}
