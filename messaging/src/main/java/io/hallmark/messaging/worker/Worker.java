package io.hallmark.messaging.worker;

/**
 * A running worker: a program on the bus with a readiness of its own. Safe for concurrent use.
 *
 * <p>Each worker module has one public class with {@code static Worker start(WorkerEnvironment, its
 * configuration)}, so that a program, a test and a development cluster start it the same way.
 */
public interface Worker extends AutoCloseable {
  /** Whether it does its work now, and if not what it waits for. */
  Readiness readiness();

  /** Stops consuming, finishes what it has begun, closes what it opened. Idempotent. */
  @Override
  void close();
}
