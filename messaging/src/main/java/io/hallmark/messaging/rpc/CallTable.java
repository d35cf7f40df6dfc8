package io.hallmark.messaging.rpc;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests that wait for answers, at most as many as allowed. Whoever takes a call out is the
 * only one that completes it. Safe for concurrent use.
 */
final class CallTable {
  private final int max;
  private final AtomicInteger size = new AtomicInteger();
  private final ConcurrentMap<Long, Call> calls = new ConcurrentHashMap<>();

  CallTable(int max) {
    this.max = max;
  }

  /** Takes a place; false when all are taken. */
  boolean reserve() {
    if (size.incrementAndGet() > max) {
      size.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Puts a call on a place that was reserved. */
  void put(Call call) {
    calls.put(call.sequence(), call);
  }

  /** Takes the call out and frees its place; null when someone else did. */
  Call take(long sequence) {
    Call call = calls.remove(sequence);
    if (call != null) {
      size.decrementAndGet();
      call.settle();
    }
    return call;
  }

  /** Frees a call's place, if it still has one. */
  void drop(long sequence) {
    Call call = take(sequence);
    assert call == null || call.sequence() == sequence;
  }

  Collection<Call> waiting() {
    return calls.values();
  }

  int size() {
    return size.get();
  }
}
