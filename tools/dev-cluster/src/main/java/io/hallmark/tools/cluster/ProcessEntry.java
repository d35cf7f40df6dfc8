package io.hallmark.tools.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * One process of a cluster: how it is started, and where it runs now.
 *
 * @param cluster which cluster's
 * @param kind what it does
 * @param instance counted from 1 within cluster and kind
 * @param arguments of its program, the same at every start
 * @param log where its output goes
 * @param addressFile where it writes {@code HOST:PORT}: a broker's clients, a worker's health
 * @param gatewayAddress where a gateway listens for its peers; empty for other kinds
 * @param pid of the operating system
 * @param startedMillis when that process was started, milliseconds since the epoch, so that another
 *     process that got the same pid later is not taken for it
 */
public record ProcessEntry(
    String cluster,
    Kind kind,
    int instance,
    List<String> arguments,
    Path log,
    Path addressFile,
    String gatewayAddress,
    long pid,
    long startedMillis) {
  public ProcessEntry {
    arguments = List.copyOf(arguments);
  }

  /** {@code alice link-manager 1}. */
  String title() {
    return "%s %s %d".formatted(cluster, kind.id(), instance);
  }

  ProcessEntry running(long newPid, long newStartedMillis) {
    return new ProcessEntry(
        cluster,
        kind,
        instance,
        arguments,
        log,
        addressFile,
        gatewayAddress,
        newPid,
        newStartedMillis);
  }

  ProcessEntry with(List<String> newArguments) {
    return new ProcessEntry(
        cluster,
        kind,
        instance,
        newArguments,
        log,
        addressFile,
        gatewayAddress,
        pid,
        startedMillis);
  }

  boolean is(String otherCluster, Kind otherKind, int otherInstance) {
    return cluster.equals(otherCluster) && kind == otherKind && instance == otherInstance;
  }
}
