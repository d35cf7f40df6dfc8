package io.hallmark.tools.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** How long a bench waits for what it needs before it measures. */
final class Patience {
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 20;

  private Patience() {}

  /** For a request that is made now. */
  static Instant deadline() {
    return Instant.now().plus(MOST);
  }

  /**
   * Waits until it is ready.
   *
   * @throws IllegalStateException if it is not within 30 s
   */
  static void until(String what, BooleanSupplier ready) throws InterruptedException {
    Instant giveUp = deadline();
    while (!ready.getAsBoolean()) {
      if (Instant.now().isAfter(giveUp)) {
        throw new IllegalStateException(what + " is not ready after " + MOST);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
