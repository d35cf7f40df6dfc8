package io.hallmark.hsm.lane;

import java.util.ArrayDeque;

/**
 * Threads that wait to borrow a lane. Not safe for concurrent use; {@link LanePool} guards it.
 *
 * <p>A lane that is given back is not handed to the first in line: it goes idle, and whoever asks
 * next has it, most often the thread that gave it back and is still running. Handing over costs a
 * change of thread for each signature, which is a third of what a fast token takes for one. So the
 * first in line is woken seldom, unless more than one lane is idle: then nobody else wants them.
 */
final class BorrowerLine {
  private static final long WAKE_EVERY_NANOS = 500_000;

  private final ArrayDeque<Thread> waiting = new ArrayDeque<>();
  private long lastWakeNanos = System.nanoTime();

  void add(Thread thread) {
    waiting.add(thread);
  }

  void remove(Thread thread) {
    waiting.remove(thread);
  }

  /**
   * Who is to be woken now that a lane went idle, or null.
   *
   * @param idle how many lanes are idle
   */
  Thread toWake(int idle, long nowNanos) {
    if (waiting.isEmpty() || (idle < 2 && nowNanos - lastWakeNanos < WAKE_EVERY_NANOS)) {
      return null;
    }
    lastWakeNanos = nowNanos;
    return waiting.peek();
  }
}
