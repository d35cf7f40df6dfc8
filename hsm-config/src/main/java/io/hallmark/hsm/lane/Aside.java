package io.hallmark.hsm.lane;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that may never return, on a daemon thread of its own. Safe for concurrent use. */
final class Aside<T> {
  private final FutureTask<T> task;

  private Aside(Callable<T> work) {
    this.task = new FutureTask<>(work);
  }

  static <T> Aside<T> start(String threadName, Callable<T> work) {
    Aside<T> aside = new Aside<>(work);
    Thread thread = new Thread(aside.task, threadName);
    thread.setDaemon(true);
    thread.start();
    return aside;
  }

  /**
   * What came of it.
   *
   * @throws TimeoutException where it has not returned in time; it goes on
   * @throws Exception that it threw
   */
  T await(Duration patience) throws Exception {
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
