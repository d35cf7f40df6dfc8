package io.hallmark.tools.cluster;

import picocli.CommandLine.Parameters;

/** Which process: {@code alice link-manager 1}. A mixin for the commands. */
final class ProcessParameters {
  @Parameters(index = "0", paramLabel = "CLUSTER", description = "name of the cluster")
  private String cluster;

  @Parameters(
      index = "1",
      paramLabel = "KIND",
      description = "broker, crypto-worker, link-manager or gateway")
  private String kind;

  @Parameters(
      index = "2",
      arity = "0..1",
      defaultValue = "1",
      paramLabel = "INSTANCE",
      description = "which of its kind (default: ${DEFAULT-VALUE})")
  private int instance;

  String cluster() {
    return cluster;
  }

  Kind kind() {
    return Kind.of(kind);
  }

  int instance() {
    return instance;
  }
}
