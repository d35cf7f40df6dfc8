package io.hallmark.crypto.worker.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Acts on their way to the chain. A place is reserved before a request is served and held until its
 * entry is written, so that the bound is exact whatever is in flight. Adding waits for nothing and
 * takes no lock; one thread drains. Safe for concurrent use.
 */
final class AuditQueue {
  private final int placesMax;
  private final long unwrittenForNanos;
  private final AtomicInteger places = new AtomicInteger();
  private final ConcurrentLinkedQueue<AuditDraft> drafts = new ConcurrentLinkedQueue<>();
  private volatile Thread drainer;
  private volatile boolean asleep;

  /** When the oldest act that is being written was noted; meaningless while none is. */
  private volatile long oldestNanos;

  private volatile boolean writing;
  private volatile boolean closed;

  AuditQueue(int placesMax, Duration unwrittenFor) {
    this.placesMax = placesMax;
    this.unwrittenForNanos = unwrittenFor.toNanos();
  }

  /** The calling thread is the one that drains. */
  void drainHere() {
    drainer = Thread.currentThread();
  }

  /** A place for one act; false where the audit is too far behind. */
  boolean reserve() {
    if (closed || isOverdue(System.nanoTime())) {
      return false;
    }
    if (places.incrementAndGet() > placesMax) {
      places.decrementAndGet();
      return false;
    }
    return true;
  }

  /** A place for what has happened already. */
  void force() {
    places.incrementAndGet();
  }

  /** Fills a place that was reserved. */
  void add(AuditDraft draft) {
    drafts.add(draft);
    if (asleep) {
      LockSupport.unpark(drainer);
    }
  }

  /** Gives back places: nothing came of them, or their entries are written. */
  void release(int count) {
    places.addAndGet(-count);
  }

  /** What waits, at most so many; they count as unwritten until {@link #written}. */
  List<AuditDraft> drain(int max) {
    List<AuditDraft> drained = new ArrayList<>();
    AuditDraft draft = drafts.poll();
    while (draft != null) {
      drained.add(draft);
      draft = drained.size() < max ? drafts.poll() : null;
    }
    if (!drained.isEmpty()) {
      oldestNanos = drained.get(0).notedNanos();
      writing = true;
    }
    return drained;
  }

  void written(int count) {
    writing = false;
    release(count);
  }

  /**
   * Sleeps until something is added, {@code idleNanos} at most; not less than {@code leastNanos},
   * whatever is added. The drainer's only.
   */
  void sleep(long idleNanos, long leastNanos) {
    if (idleNanos > 0) {
      asleep = true;
      if (drafts.isEmpty()) {
        LockSupport.parkNanos(this, idleNanos);
      }
      asleep = false;
    } else {
      LockSupport.parkNanos(this, leastNanos);
    }
  }

  /** Ends the drainer's sleep. */
  void wake() {
    Thread sleeper = drainer;
    if (sleeper != null) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Gives out no more places: nobody drains any more. */
  void close() {
    closed = true;
  }

  /** Whether no place is given out now. */
  boolean isStopped() {
    return closed || isFull() || isOverdue(System.nanoTime());
  }

  boolean isEmpty() {
    return drafts.isEmpty();
  }

  /** Reserved, waiting and being written. */
  int unwritten() {
    return places.get();
  }

  private boolean isFull() {
    return places.get() >= placesMax;
  }

  /** How long the oldest unwritten act has waited. */
  Duration oldestAge(long nowNanos) {
    return writing ? Duration.ofNanos(Math.max(0, nowNanos - oldestNanos)) : Duration.ZERO;
  }

  boolean isOverdue(long nowNanos) {
    return writing && nowNanos - oldestNanos > unwrittenForNanos;
  }
}
