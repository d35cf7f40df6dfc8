package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What is measured beside others: it is run for a while, as fast as it can, and says what it did.
 */
@FunctionalInterface
interface Contender {
  ClosedLoop.Outcome run(Duration time) throws Exception;

  /** So many threads that each ask and wait. */
  static Contender threads(int count, ClosedLoop.Callers callers) {
    return time -> ClosedLoop.run(count, time, callers);
  }

  /**
   * So many calls in flight.
   *
   * @param call starts a call; completes with an empty text, or with what went wrong
   */
  static Contender inFlight(int count, Supplier<CompletableFuture<String>> call) {
    return time -> InFlightLoop.run(count, time, call);
  }
}
