package io.hallmark.crypto.worker.audit;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Acts on their way to the chain. Places are reserved before a request is served and held until its
 * entries are written, so that the bound is exact whatever is in flight. Adding waits for nothing
 * and takes no lock; one thread drains. Safe for concurrent use.
 */
final class AuditQueue {
  /** Of requests that wait as they came; what comes beyond it is encoded at once. */
  private static final long HELD_BYTES_MAX = 32L * 1024 * 1024;

  private final int placesMax;
  private final long unwrittenForNanos;
  private final AtomicInteger places = new AtomicInteger();
  private final AtomicLong heldBytes = new AtomicLong();
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

  /** Places for so many acts, all or none; false where the audit is too far behind. */
  boolean reserve(int count) {
    if (closed || isOverdue(System.nanoTime())) {
      return false;
    }
    if (places.addAndGet(count) > placesMax) {
      places.addAndGet(-count);
      return false;
    }
    return true;
  }

  /** A place for what has happened already. */
  void force() {
    places.incrementAndGet();
  }

  /** Whether a request of so many bytes may wait as it is; if so it is added at once. */
  boolean hold(int bytes) {
    if (heldBytes.addAndGet(bytes) > HELD_BYTES_MAX) {
      heldBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Fills places that were reserved. */
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

  /** The next that waits, or null; it counts as unwritten until {@link #written}. */
  AuditDraft poll() {
    AuditDraft draft = drafts.poll();
    if (draft != null) {
      heldBytes.addAndGet(-draft.heldBytes());
    }
    if (draft != null && !writing) {
      oldestNanos = draft.notedNanos();
      writing = true;
    }
    return draft;
  }

  /** What was polled is written, and its places are free. */
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
    return Duration.ofNanos(oldestAgeNanos(nowNanos));
  }

  boolean isOverdue(long nowNanos) {
    return oldestAgeNanos(nowNanos) > unwrittenForNanos;
  }

  /** What waits counts too: it may be a head by itself that the bus does not take. */
  private long oldestAgeNanos(long nowNanos) {
    if (writing) {
      return Math.max(0, nowNanos - oldestNanos);
    }
    AuditDraft waiting = drafts.peek();
    return waiting == null ? 0 : Math.max(0, nowNanos - waiting.notedNanos());
  }
}
