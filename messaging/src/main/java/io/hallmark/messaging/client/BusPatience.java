package io.hallmark.messaging.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a bus that is away: tries again until it works or someone stops it, logs one line every
 * few seconds, and knows what it waits for. Safe for concurrent use.
 */
public final class BusPatience {
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** What is not there yet when a client starts mostly is some milliseconds later. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOG_LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Logger LOG = LoggerFactory.getLogger(BusPatience.class);

  private final String who;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile String waitingFor;

  /**
   * @param who whose waiting it is, for the log
   * @param first what it waits for before anything was tried
   */
  public BusPatience(String who, String first) {
    this.who = who;
    this.waitingFor = first;
  }

  /**
   * What comes of {@code attempt} once it neither throws nor gives null; empty when stopped first.
   *
   * @param what in words, what is waited for
   */
  public <T> Optional<T> until(String what, Callable<T> attempt) {
    waitingFor = what;
    long nextLineNanos = System.nanoTime() + QUIET_NANOS;
    Duration pause = FIRST_PAUSE;
    while (!isStopped()) {
      String fault;
      try {
        T result = attempt.call();
        if (result != null) {
          return Optional.of(result);
        }
        fault = "not there yet";
      } catch (InterruptedException | InterruptException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (Exception e) {
        fault = e.getMessage();
      }
      waitingFor = what + " (" + fault + ")";
      if (System.nanoTime() - nextLineNanos >= 0) {
        nextLineNanos = System.nanoTime() + LOG_LINE_NANOS;
        LOG.warn("{}: waiting for {}: {}", who, what, fault);
      }
      pause(pause);
      pause = pause.compareTo(PAUSE) < 0 ? pause.multipliedBy(2) : PAUSE;
    }
    return Optional.empty();
  }

  /** Notes what is waited for by other means than {@link #until}. */
  public void await(String what) {
    waitingFor = what;
  }

  /** What it waits for, or waited for last, in words. */
  public String waitingFor() {
    return waitingFor;
  }

  /** Ends the waiting at once and for good. */
  public void stop() {
    stopped.countDown();
  }

  public boolean isStopped() {
    return stopped.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  /** A short wait that {@link #stop} ends. */
  public void pause() {
    pause(PAUSE);
  }

  private void pause(Duration duration) {
    try {
      boolean ended = stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("{}: pause over, stopped {}", who, ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
