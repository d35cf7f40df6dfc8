package io.hallmark.messaging.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a process whose graceful stop takes too long. */
final class StopBound {
  private static final Duration LIMIT = Duration.ofSeconds(25);

  private static final Logger LOG = LoggerFactory.getLogger(StopBound.class);

  private final CountDownLatch stopped = new CountDownLatch(1);

  private StopBound() {}

  static StopBound start() {
    StopBound bound = new StopBound();
    Thread thread = new Thread(bound::run, "stop-bound");
    thread.setDaemon(true);
    thread.start();
    return bound;
  }

  void cancel() {
    stopped.countDown();
  }

  private void run() {
    try {
      if (!stopped.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("not stopped within {}; giving up", LIMIT);
        Runtime.getRuntime().halt(WorkerProgram.FAILED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
