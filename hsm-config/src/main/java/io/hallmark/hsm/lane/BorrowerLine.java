package io.hallmark.hsm.lane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that wait to borrow a lane. Safe for concurrent use, without a lock.
 *
 * <p>A lane that is given back is not handed to the first in line: it goes idle, and whoever asks
 * next has it, most often the thread that gave it back and is still running. Handing over costs a
 * change of thread for each signature, which is a third of what a fast token takes for one. So the
 * first in line is woken seldom, unless more than one lane is idle: then nobody else wants them.
 */
final class BorrowerLine {
  private static final long WAKE_EVERY_NANOS = 500_000;

  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong lastWakeNanos = new AtomicLong(System.nanoTime());

  void add(Thread thread) {
    waiting.add(thread);
  }

  void remove(Thread thread) {
    waiting.remove(thread);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Who is to be woken now that a lane went idle, or null.
   *
   * @param several whether so many are idle that those who run leave some
   */
  Thread toWake(boolean several, long nowNanos) {
    long last = lastWakeNanos.get();
    boolean due =
        nowNanos - last >= WAKE_EVERY_NANOS && lastWakeNanos.compareAndSet(last, nowNanos);
    return several || due ? waiting.peek() : null;
  }
}
