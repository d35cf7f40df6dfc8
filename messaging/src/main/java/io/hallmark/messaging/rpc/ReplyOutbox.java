package io.hallmark.messaging.rpc;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Where replies wait for one another while a server has more requests in hand than it can work on.
 * Safe for concurrent use; {@link #close} sends what waits, and from then on nothing does.
 *
 * <p>A reply alone in a batch costs broker, client and server about as much as sixteen together.
 * Replies of a server that keeps up go at once, by the thread that brings them. Where {@link
 * #CROWD} requests and more are in hand each of them is so for about as long as a reply is held
 * here, or longer (at up to 12,000 a second, by Little's law): the processor's time that batches
 * leave is worth the wait.
 *
 * @param <R> a reply
 */
final class ReplyOutbox<R> implements AutoCloseable {
  /** Requests in hand from which on replies are held. */
  static final int CROWD = 24;

  /** How long the first of a batch is held. */
  static final long HOLD_NANOS = Duration.ofMillis(2).toNanos();

  /** So many go without waiting for more. */
  static final int BATCH_MAX = 64;

  /** With so many held the bus takes them too slowly; who brings more waits for the bus itself. */
  static final int HELD_MAX = 16 * BATCH_MAX;

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Consumer<R> bus;
  private final IntSupplier inHand;
  private final Queue<R> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
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

  void send(R reply) {
    if (closed || inHand.getAsInt() < CROWD || count.get() >= HELD_MAX) {
      bus.accept(reply);
      return;
    }
    held.add(reply);
    int waiting = count.incrementAndGet();
    if (waiting == 1 || waiting == BATCH_MAX) {
      LockSupport.unpark(thread);
    }
    if (closed) {
      sendHeld(); // Its thread may have looked for the last time.
    }
  }

  private void run() {
    while (!closed) {
      while (count.get() == 0 && !closed) {
        LockSupport.park(this);
      }
      awaitCompany();
      sendHeld();
    }
  }

  private void awaitCompany() {
    long endNanos = System.nanoTime() + HOLD_NANOS;
    long left = HOLD_NANOS;
    while (left > 0 && count.get() < BATCH_MAX && !closed) {
      LockSupport.parkNanos(this, left);
      left = endNanos - System.nanoTime();
    }
  }

  private void sendHeld() {
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
