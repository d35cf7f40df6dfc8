package io.hallmark.messaging.worker;

/** Starts a program's worker. */
@FunctionalInterface
public interface WorkerStarter {
  /**
   * Returns at once; what the worker waits for is in its readiness.
   *
   * @throws io.hallmark.messaging.config.ConfigurationException on bad input
   */
  Worker start(WorkerEnvironment environment);
}
