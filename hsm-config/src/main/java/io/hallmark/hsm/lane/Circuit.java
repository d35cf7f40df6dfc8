package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenState;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a token is asked at all. Opens on a fault of the token, probes in the background with
 * growing pauses, and closes when a probe succeeds. A terminal fault keeps it open for good. Safe
 * for concurrent use.
 */
final class Circuit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
  private static final TokenState USABLE = new TokenState(true, "logged in");
  private static final Duration BACKOFF_MIN = Duration.ofMillis(50);

  /** A token that is back is used within this and the time that one probe takes. */
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(1);

  private final String name;
  private final Probe probe;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread prober;
  private volatile TokenState state = USABLE;
  private volatile TokenFault fault;
  private volatile Duration pause = BACKOFF_MIN;
  private boolean terminal; // guarded by lock
  private boolean library; // guarded by lock
  private boolean closed; // guarded by lock

  /** Makes the token usable again, or throws. */
  @FunctionalInterface
  interface Probe {
    void run(boolean library) throws Exception;
  }

  Circuit(String name, Probe probe) {
    this.name = name;
    this.probe = probe;
    this.prober = new Thread(this::probeLoop, name + "-probe");
    prober.setDaemon(true);
    prober.start();
  }

  TokenState state() {
    return state;
  }

  boolean isClosed() {
    return fault == null;
  }

  /** Why it is open; null while it is not. */
  TokenFault fault() {
    return fault;
  }

  /** When asking again makes sense. */
  Duration retryAfter() {
    return pause;
  }

  /** Stops the use of the token until a probe succeeds; for good where the fault is terminal. */
  void open(TokenFault cause) {
    lock.lock();
    try {
      if (closed || terminal) {
        return;
      }
      terminal = cause.errorClass() == ErrorClass.TERMINAL;
      library |= cause.errorClass() == ErrorClass.LIBRARY;
      boolean first = fault == null;
      if (first || terminal) {
        fault = cause;
        state = new TokenState(false, cause.detail());
        LOG.warn("{} is not used any more: {}", name, cause.detail());
      }
      if (first) {
        pause = BACKOFF_MIN;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says more of why the token is not used; nothing where it is. */
  void explain(String detail) {
    lock.lock();
    try {
      if (!closed && !terminal && fault != null && !state.reason().equals(detail)) {
        fault = new TokenFault(fault.errorClass(), fault.code(), detail);
        state = new TokenState(false, detail);
        LOG.warn("{} is not used: {}", name, detail);
      }
    } finally {
      lock.unlock();
    }
  }

  private void probeLoop() {
    try {
      while (awaitTurn()) {
        probeOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The token was closed.
    }
  }

  /** Waits until a probe is due; false once there will be none any more. */
  private boolean awaitTurn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !terminal && fault == null) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
    long nanos = pause.toNanos();
    TimeUnit.NANOSECONDS.sleep(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    lock.lock();
    try {
      return !closed && !terminal;
    } finally {
      lock.unlock();
    }
  }

  private void probeOnce() throws InterruptedException {
    boolean asLibrary;
    lock.lock();
    try {
      asLibrary = library;
    } finally {
      lock.unlock();
    }
    try {
      probe.run(asLibrary);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failed(e);
      return;
    }
    recovered();
  }

  private void failed(Exception e) {
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(BACKOFF_MAX) < 0 ? doubled : BACKOFF_MAX;
    LOG.info("{} is not back yet: {}; next probe within {} ms", name, e, pause.toMillis());
  }

  private void recovered() {
    lock.lock();
    try {
      if (closed || terminal) {
        return;
      }
      library = false;
      fault = null;
      state = USABLE;
      LOG.info("{} is used again", name);
    } finally {
      lock.unlock();
    }
  }

  /** Ends probing; the state says so. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      state = new TokenState(false, "closed");
      fault = new TokenFault(ErrorClass.TOKEN, 0, name + " is closed");
    } finally {
      lock.unlock();
    }
    prober.interrupt();
  }
}
