package io.hallmark.tools.cluster;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of processes that make a cluster, in the order in which they start. */
public enum Kind {
  BROKER("broker", "io.hallmark.tools.broker.BrokerProgram", 640),
  CRYPTO_WORKER("crypto-worker", "io.hallmark.crypto.worker.CryptoWorkerProgram", 256),
  LINK_MANAGER("link-manager", "io.hallmark.link.LinkManagerProgram", 640),
  GATEWAY("gateway", "io.hallmark.gateway.GatewayProgram", 384);

  private final String id;
  private final String program;
  private final int heapMegabytes;

  Kind(String id, String program, int heapMegabytes) {
    this.id = id;
    this.program = program;
    this.heapMegabytes = heapMegabytes;
  }

  /** As on command lines and in listings. */
  public String id() {
    return id;
  }

  /** The class with {@code main}; by name, so that a listing of processes loads none of them. */
  String program() {
    return program;
  }

  /** Bounds what a dozen JVMs on one small machine take together. */
  int heapMegabytes() {
    return heapMegabytes;
  }

  static Kind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.misuse(
                    "no kind of process is called \"%s\", expected one of %s"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Kind::id)
                                .collect(Collectors.joining(", ")))));
  }
}
