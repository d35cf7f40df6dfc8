package io.hallmark.tools.cluster;

/** Starts the programs of a cluster: each in a JVM of its own, or all of a cluster in one. */
interface Launcher extends AutoCloseable {
  /** Starts it and returns at once, with the pid that it runs under. */
  ProcessEntry launch(ProcessEntry process);

  /** Stops what this launcher started, where that does not outlive it. Idempotent. */
  @Override
  void close();
}
