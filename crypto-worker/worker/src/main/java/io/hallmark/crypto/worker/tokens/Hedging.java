package io.hallmark.crypto.worker.tokens;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every 20 ms at the requests under way whose key is in several tokens, and has those that
 * have waited for too long asked of a second one. Safe for concurrent use.
 */
final class Hedging implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hedging.class);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Set<SignRoute> underWay = ConcurrentHashMap.newKeySet();
  private final HedgeBudget budget = new HedgeBudget();
  private final Thread thread = new Thread(this::loop, "token-hedging");

  Hedging() {
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Until {@link #answered}; as many as there are requests in flight, which admission bounds. */
  void watch(SignRoute route) {
    budget.earn();
    underWay.add(route);
  }

  void answered(SignRoute route) {
    underWay.remove(route);
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        look(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The pool was closed.
    }
  }

  private void look(long nowNanos) {
    for (SignRoute route : underWay) {
      try {
        route.hedgeIfLate(nowNanos, budget);
      } catch (RuntimeException bug) {
        LOG.error("a request could not be asked of a second token", bug);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
