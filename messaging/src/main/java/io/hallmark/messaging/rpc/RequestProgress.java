package io.hallmark.messaging.rpc;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far one partition's requests are done without a gap. What is committed is never ahead of a
 * request that someone still waits for, so that whoever takes the partition over asks it again.
 * Confined to the poll thread.
 */
final class RequestProgress {
  private final Deque<PendingRequest> open = new ArrayDeque<>();
  private long next = -1;
  private long committed = -1;

  /** A request that was handed to the handler. */
  void opened(PendingRequest request, long offset) {
    open.add(request);
    next = offset + 1;
  }

  /** A request that needs no work. */
  void passed(long offset) {
    next = offset + 1;
  }

  /** The offset to commit, or -1 when it is the same as before. */
  long advance(long nowMillis) {
    while (!open.isEmpty() && open.peek().isOver(nowMillis)) {
      open.remove();
    }
    long safe = open.isEmpty() ? next : open.peek().offset();
    if (safe == committed) {
      return -1;
    }
    committed = safe;
    return safe;
  }
}
