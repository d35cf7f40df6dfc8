package io.hallmark.messaging.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Waiting calls in the order in which they were made, so that a look for those that have waited for
 * long passes over the many that have not. Any thread adds calls; all else is for one thread.
 */
final class CallWatch {
  /** No call is young for longer, so one whose deadline is no nearer can't miss it. */
  private static final long NEAR_MILLIS = TimeUnit.NANOSECONDS.toMillis(HedgeDelay.MOST_NANOS);

  private final Queue<Call> added = new ConcurrentLinkedQueue<>();
  private final Queue<Call> young = new ArrayDeque<>();
  private final List<Call> old = new ArrayList<>();

  void add(Call call) {
    added.add(call);
  }

  /**
   * Those that wait still, and either have for {@code ageNanos}, half a second at most, or have
   * their deadline soon. Valid until the next look.
   */
  List<Call> old(long ageNanos, long nowMillis, long nowNanos) {
    old.removeIf(Call::isSettled);
    for (Call call = added.poll(); call != null; call = added.poll()) {
      if (call.question().deadlineMillis() - nowMillis <= NEAR_MILLIS) {
        old.add(call);
      } else {
        young.add(call);
      }
    }
    for (Call first = young.peek(); first != null; first = young.peek()) {
      boolean settled = first.isSettled();
      if (!settled && nowNanos - first.startNanos() < ageNanos) {
        break;
      }
      young.remove();
      if (!settled) {
        old.add(first);
      }
    }
    return old;
  }
}
