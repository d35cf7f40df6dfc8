package io.hallmark.hsm.lane;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that owns a seat (a session with its buffers). While it is idle its seat may be lent to
 * a caller's thread, which spares two changes of thread per signature; never to two at once: who
 * has the seat is decided by one compare-and-set, without a lock that all signatures would share.
 */
final class Lane<S> {
  /** How often an idle lane looks for work before it parks: a few microseconds. */
  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 50 : 0;

  /** Who has the seat. */
  private enum Holding {
    /** The lane's own thread, or work that was handed over to it. */
    OWN,
    NOBODY,
    BORROWER,
    /** Nobody ever again. */
    ENDED
  }

  private final LanePool<S> pool;
  private final S seat;
  private final AtomicReference<Holding> holding = new AtomicReference<>(Holding.OWN);
  private final LaneThread thread;

  /** Handed over by whoever took this lane. */
  private volatile Work<S> assigned;

  /** Submitted from this lane's own thread while it completed something; that thread only. */
  private Work<S> mine;

  private volatile Work<S> current;
  private volatile long startedNanos;
  private volatile boolean stopped;
  private volatile Thread borrower; // null while nobody has it
  private volatile long handedOverNanos = System.nanoTime();

  Lane(LanePool<S> pool, String name, S seat) {
    this.pool = pool;
    this.seat = seat;
    this.thread = new LaneThread(this, name);
  }

  /** Knows its lane, so that a submission from a completion stays on the lane. */
  static final class LaneThread extends Thread {
    private final Lane<?> lane;

    LaneThread(Lane<?> lane, String name) {
      super(lane::loop, name);
      this.lane = lane;
      setDaemon(true);
    }
  }

  /** The lane of {@code pool} whose thread is the current one, or null. */
  @SuppressWarnings("unchecked") // A lane whose pool is a LanePool<S> is a Lane<S>.
  static <S> Lane<S> ofCurrentThread(LanePool<S> pool) {
    return Thread.currentThread() instanceof LaneThread own && own.lane.pool == pool
        ? (Lane<S>) own.lane
        : null;
  }

  void start() {
    thread.start();
  }

  S seat() {
    return seat;
  }

  Work<S> current() {
    return current;
  }

  /** Whether what it does has taken longer than it may. */
  boolean overruns(long nowNanos) {
    Work<S> doing = current;
    return doing != null && nowNanos - startedNanos > doing.limit().toNanos();
  }

  /** Keeps work submitted from a completion; false where there is some already. */
  boolean keep(Work<S> work) {
    if (mine != null || stopped) {
      return false;
    }
    mine = work;
    return true;
  }

  /** From now on anybody may have the seat. */
  void release() {
    holding.set(Holding.NOBODY);
  }

  /** Keeps anybody else from the seat, to {@link #assign} work; false where it is in use. */
  boolean take() {
    return isIdle() && holding.compareAndSet(Holding.NOBODY, Holding.OWN);
  }

  /** Hands work over to a lane that was taken. */
  void assign(Work<S> work) {
    assigned = work;
  }

  /** Lends the seat to the calling thread; false where it is in use. */
  boolean borrow() {
    if (!isIdle() || !holding.compareAndSet(Holding.NOBODY, Holding.BORROWER)) {
      return false;
    }
    borrower = Thread.currentThread();
    return true;
  }

  /** Lends the seat to a thread that waits for it; by whoever holds it now. */
  void lend(Thread to, long nowNanos) {
    borrower = to;
    handedOverNanos = nowNanos;
    holding.set(Holding.BORROWER);
  }

  /** After {@link #lend} to a thread that no longer wants it: the calling thread holds it again. */
  void takeBack() {
    borrower = Thread.currentThread() == thread ? null : Thread.currentThread();
    holding.set(borrower == null ? Holding.OWN : Holding.BORROWER);
  }

  /** When a thread last had it that had waited for it. */
  long handedOverNanos() {
    return handedOverNanos;
  }

  /**
   * By the thread that borrowed it.
   *
   * @param next what its own thread goes on with; null where it is to be idle
   */
  void giveBack(Work<S> next) {
    borrower = null;
    if (next == null) {
      release();
    } else {
      holding.set(Holding.OWN);
      assign(next);
    }
  }

  /** Whether it could be had just now. Reading is cheaper than trying. */
  boolean isIdle() {
    return holding.get() == Holding.NOBODY && !stopped;
  }

  Thread borrower() {
    return borrower;
  }

  /** Makes an idle lane look at what was assigned. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** Lets the thread end after what it does now. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  boolean isStopped() {
    return stopped;
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }

  /** Performs work on the calling thread, which must hold this lane. */
  void perform(Work<S> work) {
    startedNanos = System.nanoTime();
    current = work;
    try {
      work.perform(seat);
    } finally {
      current = null;
    }
  }

  private void loop() {
    pool.begun();
    Work<S> work = next();
    while (work != null) {
      perform(work);
      work = next();
    }
    pool.ended(this);
  }

  private Work<S> next() {
    Work<S> own = mine;
    if (own != null) {
      mine = null;
      return own;
    }
    if (stopped) {
      return null;
    }
    Work<S> queued = pool.pollOrIdle(this);
    return queued != null ? queued : await();
  }

  private Work<S> await() {
    for (int i = 0; i < SPINS && assigned == null; i++) {
      Thread.onSpinWait();
    }
    // A lane that is lent ends only when it is given back: its seat is in use until then. Nor
    // does one that was taken, since work is on its way.
    while (assigned == null && !(stopped && end())) {
      LockSupport.park(this);
    }
    Work<S> work = assigned;
    assigned = null;
    return work;
  }

  private boolean end() {
    return holding.compareAndSet(Holding.NOBODY, Holding.ENDED);
  }
}
