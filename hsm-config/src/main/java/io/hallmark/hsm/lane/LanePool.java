package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.TokenFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The lanes of a token and the queue before them. Safe for concurrent use.
 *
 * <p>Work goes straight to an idle lane where there is one, so the queue holds work only while all
 * lanes are busy. Under load a lane takes its next work itself and nobody is woken. Work submitted
 * by a completion stays on the lane that completed, if nothing else waits. A caller that wants to
 * wait anyway can {@link #tryBorrow} an idle lane and use its seat on its own thread.
 *
 * @param <S> what a lane works with
 */
public final class LanePool<S> {
  static final Duration GROW_AFTER = Duration.ofSeconds(10);

  private final String name;
  private final int lanesMax;
  private final Seats<S> seats;
  private final ReentrantLock lock = new ReentrantLock();
  private final FairQueue<S> queue;
  private final Set<Lane<S>> active = new LinkedHashSet<>();
  private final BorrowerLine<S> line = new BorrowerLine<>();

  /**
   * The active lanes, to be read without the lock. The first are used most: their buffers are warm.
   */
  private volatile List<Lane<S>> roster = List.of();

  /** The queue's size, to be read without the lock. */
  private volatile int queued;

  private long lastShrinkNanos = System.nanoTime();
  private final Set<Lane<S>> lost = ConcurrentHashMap.newKeySet(); // Overran, and are not back.
  private long laneNumber;
  private volatile boolean closing;

  public LanePool(String name, int lanes, int queueMax, Seats<S> seats) {
    this.name = name;
    this.lanesMax = lanes;
    this.seats = seats;
    this.queue = new FairQueue<>(queueMax);
  }

  /** Starts lanes up to the number configured: at the beginning, and after some were retired. */
  public void fill() {
    lock.lock();
    try {
      while (!closing && active.size() < lanesMax) {
        addLane();
      }
    } finally {
      lock.unlock();
    }
  }

  private void addLane() {
    Lane<S> lane = new Lane<>(this, name + "-lane-" + ++laneNumber, seats.make());
    active.add(lane);
    roster = List.copyOf(active);
    lane.start();
  }

  /** Hands work to a lane or queues it; false where the queue is full or the pool closed. */
  public boolean submit(Work<S> work) {
    Lane<S> own = Lane.ofCurrentThread(this);
    Lane<S> free;
    lock.lock();
    try {
      if (closing) {
        return false;
      }
      if (own != null && queue.isEmpty() && own.keep(work)) {
        return true;
      }
      free = queue.isEmpty() ? takeIdle() : null;
      if (free != null) {
        free.assign(work);
      } else if (queue.offer(work)) {
        queued = queue.size();
        // Once more, now that it can be seen to wait: a lane goes idle first and looks then.
        free = takeIdle();
        if (free != null) {
          free.assign(pollQueue());
        }
      } else {
        return false;
      }
    } finally {
      lock.unlock();
    }
    if (free != null) {
      free.wake(); // Outside the lock: waking a thread takes microseconds.
    }
    return true;
  }

  private Lane<S> takeIdle() {
    for (Lane<S> lane : roster) {
      if (lane.take()) {
        return lane;
      }
    }
    return null;
  }

  /** Under the lock. */
  private Work<S> pollQueue() {
    Work<S> work = queue.poll();
    queued = queue.size();
    return work;
  }

  /** An idle lane for the calling thread to use and {@link #giveBack}, or null. */
  Lane<S> tryBorrow() {
    List<Lane<S>> lanes = closing ? List.of() : roster;
    for (Lane<S> lane : lanes) {
      if (lane.borrow()) {
        return lane;
      }
    }
    return null;
  }

  /** As {@link #tryBorrow}, waiting for a lane; null where none was to be had in time. */
  Lane<S> borrow(Duration patience) {
    Lane<S> lane = tryBorrow();
    return lane != null
        ? lane
        : line.await(patience, () -> closing, this::tryBorrow, this::giveBack);
  }

  /** Lends a lane that the calling thread holds to who waits for one; false where it keeps it. */
  private boolean handOver(Lane<S> lane) {
    return !line.isEmpty()
        && !lane.isStopped()
        && line.handOver(lane, isSpare(lane), System.nanoTime());
  }

  /** Whether those who run do without it: another is idle, or nobody else would ever offer one. */
  private boolean isSpare(Lane<S> one) {
    List<Lane<S>> lanes = roster;
    if (lanes.size() == 1) {
      return true;
    }
    for (Lane<S> lane : lanes) {
      if (lane != one && lane.isIdle()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gives a borrowed lane back; its own thread goes on with what waits. Work that was submitted has
   * the lane before any thread in line.
   */
  void giveBack(Lane<S> lane) {
    Work<S> next = queued > 0 && !lane.isStopped() ? polled() : null;
    if (next == null && handOver(lane)) {
      return;
    }
    lane.giveBack(next);
    if (next != null || lane.isStopped()) {
      lane.wake();
    } else if (queued > 0) {
      handQueuedTo(lane); // It came after the first look and before the lane was seen to be idle.
    } else if (!line.isEmpty() && isSpare(lane) && lane.borrow()) {
      giveBack(lane); // So did a thread in line.
    }
  }

  private void handQueuedTo(Lane<S> lane) {
    lock.lock();
    try {
      if (queue.isEmpty() || !lane.take()) {
        return;
      }
      lane.assign(pollQueue());
    } finally {
      lock.unlock();
    }
    lane.wake();
  }

  /** The next work, or null after the lane was made idle. */
  Work<S> pollOrIdle(Lane<S> lane) {
    do {
      Work<S> work = queued > 0 ? polled() : null;
      if (work != null) {
        return work;
      }
      if (handOver(lane)) {
        return null;
      }
      lane.release();
      // What was queued before the lane could be seen to be idle is the lane's to find.
    } while (queued > 0 && lane.take());
    return null;
  }

  private Work<S> polled() {
    lock.lock();
    try {
      return pollQueue();
    } finally {
      lock.unlock();
    }
  }

  /** Called by a lane's thread at its beginning. */
  void begun() {
    seats.begun();
  }

  /** Called by a lane's thread at its end. */
  void ended(Lane<S> lane) {
    lock.lock();
    try {
      active.remove(lane);
      lost.remove(lane);
      roster = List.copyOf(active);
    } finally {
      lock.unlock();
    }
    seats.drop(lane.seat());
  }

  /**
   * Ends the calling lane after its work, unless it is the last one: the token has no more room.
   * {@link #growAgain} tries later whether it has.
   */
  void retireCurrent() {
    lock.lock();
    try {
      // One that was told to end and has not yet is no longer one to rely on.
      long staying = active.stream().filter(lane -> !lane.isStopped()).count();
      currentLane().filter(lane -> staying > 1).ifPresent(Lane::stop);
      lastShrinkNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Lane<S>> currentLane() {
    Lane<S> own = Lane.ofCurrentThread(this);
    return own != null
        ? Optional.of(own)
        : active.stream().filter(lane -> lane.borrower() == Thread.currentThread()).findFirst();
  }

  /** Starts one lane more where some were retired and the token may have room for it by now. */
  void growAgain(long nowNanos) {
    lock.lock();
    try {
      if (!closing
          && active.size() + Math.max(0, lost.size() - lanesMax) < lanesMax
          && nowNanos - lastShrinkNanos > GROW_AFTER.toNanos()) {
        addLane();
        lastShrinkNanos = nowNanos;
      }
    } finally {
      lock.unlock();
    }
  }

  /** What hung until now does so where nobody else is any more, and counts no longer. */
  void forgetLost() {
    lost.clear();
  }

  /**
   * Gives up lanes that have been at one thing for too long, answers for them, and starts others in
   * their place, as long as no more than the configured number hang.
   *
   * @param beforeAnswers run if any was given up, before its caller knows
   * @return how many were given up
   */
  int replaceOverrunning(
      long nowNanos, Runnable beforeAnswers, TokenFault fault, Duration retryAfter) {
    List<Work<S>> abandoned = new ArrayList<>();
    lock.lock();
    try {
      for (Lane<S> lane : List.copyOf(active)) {
        Work<S> doing = lane.current();
        if (doing != null && lane.overruns(nowNanos)) {
          active.remove(lane);
          roster = List.copyOf(active);
          lost.add(lane);
          lane.stop();
          abandoned.add(doing);
          if (!closing && lost.size() <= lanesMax) {
            addLane();
          }
        }
      }
    } finally {
      lock.unlock();
    }
    if (!abandoned.isEmpty()) {
      beforeAnswers.run();
    }
    abandoned.forEach(work -> work.abandon(fault, retryAfter));
    return abandoned.size();
  }

  /**
   * Takes out of the queue what {@code unwanted} says, for the caller to answer; nobody else will.
   */
  List<Work<S>> withdraw(Predicate<Work<S>> unwanted) {
    lock.lock();
    try {
      List<Work<S>> removed = queue.isEmpty() ? List.of() : queue.remove(unwanted);
      queued = queue.size();
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** What the lanes are at. */
  List<Work<S>> underWay() {
    lock.lock();
    try {
      return active.stream().map(Lane::current).filter(Objects::nonNull).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Lanes that can work. */
  public int lanes() {
    lock.lock();
    try {
      return active.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more work, answers what is queued with {@code fault}, waits for what is in a lane. */
  public void close(TokenFault fault, Duration patience) {
    List<Work<S>> waiting = new ArrayList<>();
    List<Lane<S>> ending;
    lock.lock();
    try {
      closing = true;
      for (Work<S> work = pollQueue(); work != null; work = pollQueue()) {
        waiting.add(work);
      }
      ending = List.copyOf(active);
      ending.forEach(Lane::stop);
    } finally {
      lock.unlock();
    }
    waiting.forEach(work -> work.abandon(fault, Duration.ZERO));
    join(ending, patience);
  }

  private static <S> void join(List<Lane<S>> ending, Duration patience) {
    long endNanos = System.nanoTime() + patience.toNanos();
    try {
      for (Lane<S> lane : ending) {
        long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
        if (Thread.currentThread() instanceof Lane.LaneThread || left <= 0) {
          return; // Closed from a completion: a lane cannot wait for itself.
        }
        lane.join(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
