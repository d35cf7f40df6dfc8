package io.hallmark.hsm.lane;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Threads that wait to borrow a lane, first come, first served. Safe for concurrent use, without a
 * lock.
 *
 * <p>A lane that is given back goes idle more often than not, and whoever asks next has it: most
 * often the thread that gave it back and is still running. Handing over costs a change of thread
 * for each signature, which is a third of what a fast token takes for one. So each lane is handed
 * to the first in line only once in a while, and always where another lane is idle: then nobody who
 * runs wants it.
 *
 * @param <S> what a lane works with
 */
final class BorrowerLine<S> {
  /** How long a lane stays with those who run while others wait. */
  private static final long TURN_NANOS = Duration.ofMillis(10).toNanos();

  /** How often a thread in line looks by itself; it is given a lane long before. */
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final Queue<Waiter<S>> waiting = new ConcurrentLinkedQueue<>();

  /** A thread in line, until it has a lane or no longer wants one. */
  static final class Waiter<S> {
    private final Thread thread = Thread.currentThread();
    private final AtomicReference<Outcome<S>> outcome = new AtomicReference<>();

    private record Outcome<S>(Lane<S> lane) {}

    /** The lane that is its own now, or null. */
    Lane<S> given() {
      Outcome<S> known = outcome.get();
      return known == null ? null : known.lane();
    }

    /** False where it left. */
    private boolean give(Lane<S> lane) {
      return outcome.compareAndSet(null, new Outcome<>(lane));
    }

    private boolean leave() {
      return outcome.compareAndSet(null, new Outcome<>(null));
    }
  }

  /**
   * Waits in line; null where no lane was to be had in time, or the thread was interrupted.
   *
   * @param closing whether there will be no lane any more
   * @param idle looks for an idle lane and borrows it, or gives null
   * @param giveBack takes back what is one lane too many
   */
  Lane<S> await(
      Duration patience,
      BooleanSupplier closing,
      Supplier<Lane<S>> idle,
      Consumer<Lane<S>> giveBack) {
    long endNanos = System.nanoTime() + patience.toNanos();
    Waiter<S> self = join();
    Lane<S> found = idle.get(); // One may have gone idle before this thread could be seen.
    long left = patience.toNanos();
    while (found == null
        && self.given() == null
        && left > 0
        && !closing.getAsBoolean()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, Math.min(left, LOOK_NANOS));
      found = self.given() == null ? idle.get() : null;
      left = endNanos - System.nanoTime();
    }
    Lane<S> given = leave(self);
    if (found != null && given != null) {
      giveBack.accept(given);
    }
    return found != null ? found : given;
  }

  /** The calling thread, last in line. */
  Waiter<S> join() {
    Waiter<S> waiter = new Waiter<>();
    waiting.add(waiter);
    return waiter;
  }

  /** Ends the wait: from now on it is given none. Returns the lane that it was given, or null. */
  Lane<S> leave(Waiter<S> waiter) {
    if (waiter.leave()) {
      waiting.remove(waiter);
    }
    return waiter.given();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Lends a lane that the calling thread holds to the first in line; false where nobody has it.
   *
   * @param spare whether those who run do without it, however short its turn was
   */
  boolean handOver(Lane<S> lane, boolean spare, long nowNanos) {
    return (spare || nowNanos - lane.handedOverNanos() >= TURN_NANOS) && handOver(lane, nowNanos);
  }

  private boolean handOver(Lane<S> lane, long nowNanos) {
    for (Waiter<S> first = waiting.poll(); first != null; first = waiting.poll()) {
      lane.lend(first.thread, nowNanos); // Before it can know.
      if (first.give(lane)) {
        LockSupport.unpark(first.thread);
        return true;
      }
    }
    lane.takeBack();
    return false;
  }
}
