package io.hallmark.messaging.rpc;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Where replies wait for one another while a server has more requests in hand than it can work on.
 * Safe for concurrent use; {@link #close} sends what waits, and from then on nothing does.
 *
 * <p>What broker, client and server pay is for each request to a broker, nearly whatever the number
 * of records in it. Replies of a server that keeps up go at once, by the thread that brings them.
 * Where {@link #CROWD} requests and more are in hand each of them is so for 2 ms or longer (at up
 * to 12,000 a second, by Little's law), and a reply waits that long, or as long as who brings it
 * says. Where the first must go all go.
 *
 * @param <R> a reply
 */
final class ReplyOutbox<R> implements AutoCloseable {
  /** Requests in hand from which on replies are held. */
  static final int CROWD = 24;

  /** How long a reply of a crowd may be held, however little patience it has. */
  static final long HOLD_NANOS_LEAST = Duration.ofMillis(2).toNanos();

  /** However much it has. */
  static final long HOLD_NANOS_MOST = Duration.ofMillis(15).toNanos();

  /** So many go without waiting for more. */
  static final int BATCH_MAX = 256;

  /** With so many held the bus takes them too slowly; who brings more waits for the bus itself. */
  static final int HELD_MAX = 4 * BATCH_MAX;

  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long NEVER = Long.MAX_VALUE;

  private final Consumer<R> bus;
  private final IntSupplier inHand;
  private final Queue<R> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /** When the first of those held must go, in nanoseconds since {@link #origin}. */
  private final AtomicLong due = new AtomicLong(NEVER);

  private final long origin = System.nanoTime();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param bus takes a reply; must not throw
   * @param inHand how many requests the server works on or has yet to
   */
  ReplyOutbox(String name, Consumer<R> bus, IntSupplier inHand) {
    this.bus = bus;
    this.inHand = inHand;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Sends a reply, now or with others.
   *
   * @param patienceNanos how long it may wait where there is a crowd, within bounds
   */
  void send(R reply, long patienceNanos) {
    if (closed || inHand.getAsInt() < CROWD || count.get() >= HELD_MAX) {
      bus.accept(reply);
      return;
    }
    long mine = now() + holdNanos(patienceNanos);
    held.add(reply);
    int waiting = count.incrementAndGet();
    boolean first = due.getAndAccumulate(mine, Math::min) > mine;
    if (first || waiting == BATCH_MAX) {
      LockSupport.unpark(thread);
    }
    if (closed) {
      sendHeld(); // Its thread may have looked for the last time.
    }
  }

  static long holdNanos(long patienceNanos) {
    return Math.min(HOLD_NANOS_MOST, Math.max(HOLD_NANOS_LEAST, patienceNanos));
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private void run() {
    while (!closed) {
      awaitDue();
      sendHeld();
    }
  }

  private void awaitDue() {
    long left = due.get() - now();
    while (left > 0 && count.get() < BATCH_MAX && !closed) {
      LockSupport.parkNanos(this, left);
      left = due.get() - now();
    }
  }

  private void sendHeld() {
    // Before they go: one that comes too late to go with them says after this when it is due.
    due.set(NEVER);
    for (R reply = held.poll(); reply != null; reply = held.poll()) {
      count.decrementAndGet();
      bus.accept(reply);
    }
  }

  /** Idempotent. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sendHeld();
  }
}
