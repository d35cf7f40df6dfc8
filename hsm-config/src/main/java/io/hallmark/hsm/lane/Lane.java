package io.hallmark.hsm.lane;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread that owns a seat (a session with its buffers). While it is idle its seat may be lent to
 * a caller's thread, which spares two changes of thread per signature; never to two at once.
 */
final class Lane<S> {
  /** How often an idle lane looks for work before it parks: a few microseconds. */
  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 50 : 0;

  private final LanePool<S> pool;
  private final S seat;
  private final LaneThread thread;

  /** Handed over by whoever took this lane from the idle ones. */
  private volatile Work<S> assigned;

  /** Submitted from this lane's own thread while it completed something; that thread only. */
  private Work<S> mine;

  private volatile Work<S> current;
  private volatile long startedNanos;
  private volatile boolean stopped;
  private volatile Thread borrower; // null while nobody has it

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

  /** Hands work over; under the pool's lock, so that no lane ends with work assigned. */
  void assign(Work<S> work) {
    assigned = work;
  }

  /** Lent to this thread, or given back where it is null; under the pool's lock. */
  void lend(Thread to) {
    borrower = to;
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
    // A lane that is lent ends only when it is given back: its seat is in use until then.
    while (assigned == null && (!stopped || borrower != null)) {
      LockSupport.park(this);
    }
    Work<S> work = assigned; // Read after stopped, so work assigned before the stop is not lost.
    assigned = null;
    return work;
  }
}
