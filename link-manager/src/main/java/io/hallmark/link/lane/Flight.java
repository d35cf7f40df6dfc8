package io.hallmark.link.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A run in flight and when it is sent again. Confined to the lane's thread. */
final class Flight {
  private long previous;
  private List<Waiting> entries;
  private final long last;
  private long sentNanos;
  private long dueNanos;
  private boolean sentOnce = true;

  Flight(long previous, List<Waiting> entries, long nowNanos, long waitNanos) {
    this.previous = previous;
    this.entries = entries;
    this.last = entries.get(entries.size() - 1).entry().offset();
    this.sentNanos = nowNanos;
    this.dueNanos = nowNanos + waitNanos;
  }

  Run run() {
    return new Run(previous, entries.stream().map(Waiting::entry).toList());
  }

  void resent(long nowNanos, long waitNanos) {
    sentOnce = false;
    sentNanos = nowNanos;
    dueNanos = nowNanos + waitNanos;
  }

  void postpone(long untilNanos) {
    dueNanos = untilNanos;
  }

  /** Takes out what is acknowledged; the chain goes on from there. */
  List<Waiting> drop(long upTo) {
    int count = 0;
    while (count < entries.size() && entries.get(count).entry().offset() <= upTo) {
      count++;
    }
    List<Waiting> dropped = entries.subList(0, count);
    entries = new ArrayList<>(entries.subList(count, entries.size()));
    previous = upTo;
    return dropped;
  }

  void entriesLastFirst(Consumer<Waiting> each) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      each.accept(entries.get(i));
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int bytes() {
    return entries.stream().mapToInt(Waiting::bytes).sum();
  }

  long first() {
    return entries.get(0).entry().offset();
  }

  long last() {
    return last;
  }

  long previous() {
    return previous;
  }

  long sentNanos() {
    return sentNanos;
  }

  long dueNanos() {
    return dueNanos;
  }

  boolean sentOnce() {
    return sentOnce;
  }
}
