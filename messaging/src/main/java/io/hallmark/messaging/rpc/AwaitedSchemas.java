package io.hallmark.messaging.rpc;

import io.hallmark.messaging.schema.Translation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies that another version has written. Those whose schema is known are translated at once; the
 * others wait for it, since a writer's first records may overtake its schema: for a bounded time,
 * so many of them and so many bytes. Confined to a poll thread, which never waits here.
 */
final class AwaitedSchemas<T> {
  static final int WAITING_MAX = 256;
  static final long WAITING_BYTES_MAX = 16L * 1024 * 1024;
  static final Duration WAIT_MAX = Duration.ofSeconds(2);

  /** How long a poll may take while something waits. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /** Whoever sends many bodies that nobody can read must not fill the log. */
  private static final long LOG_LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Logger LOG = LoggerFactory.getLogger(AwaitedSchemas.class);

  /** What becomes of them. */
  interface Outcomes<T> {
    /** {@code body} is in this version's schema, or the reader will say what is wrong with it. */
    void readable(T of, byte[] body);

    /** Nobody here knows the schema. */
    void unreadable(T of);
  }

  private record Waiting<T>(T of, Body body, long giveUpNanos) {}

  private final Translation translation;
  private final Outcomes<T> outcomes;
  private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long nextLineNanos = System.nanoTime();

  AwaitedSchemas(Translation translation, Outcomes<T> outcomes) {
    this.translation = translation;
    this.outcomes = outcomes;
  }

  /**
   * Takes a body of another version.
   *
   * @param patienceNanos after which whoever asked must know, at most {@link #WAIT_MAX}
   */
  void take(T of, byte[] body, long patienceNanos) {
    Optional<byte[]> own = translation.translate(body);
    if (own.isPresent()) {
      outcomes.readable(of, own.get());
    } else if (waiting.size() >= WAITING_MAX || waitingBytes + body.length > WAITING_BYTES_MAX) {
      giveUp(of, body);
    } else {
      waiting.add(
          new Waiting<>(
              of,
              Body.wrap(body),
              System.nanoTime() + Math.min(patienceNanos, WAIT_MAX.toNanos())));
      waitingBytes += body.length;
    }
  }

  /** Looks whether a schema has come, or a wait is over. */
  void lookAgain() {
    if (waiting.isEmpty()) {
      return;
    }
    long nowNanos = System.nanoTime();
    Iterator<Waiting<T>> each = waiting.iterator();
    while (each.hasNext()) {
      Waiting<T> one = each.next();
      Optional<byte[]> own = translation.translate(one.body().bytes());
      if (own.isPresent() || nowNanos - one.giveUpNanos() >= 0) {
        each.remove();
        waitingBytes -= one.body().size();
        own.ifPresentOrElse(
            body -> outcomes.readable(one.of(), body), () -> giveUp(one.of(), one.body().bytes()));
      }
    }
  }

  /** How long the next poll may take. */
  Duration poll(Duration usual) {
    return waiting.isEmpty() ? usual : LOOK_EVERY;
  }

  /** Waits for none of them any more. */
  void stop() {
    List<Waiting<T>> last = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    last.forEach(one -> outcomes.unreadable(one.of()));
  }

  private void giveUp(T of, byte[] body) {
    long nowNanos = System.nanoTime();
    if (nowNanos - nextLineNanos >= 0) {
      nextLineNanos = nowNanos + LOG_LINE_NANOS;
      LOG.warn(
          "{}: written with schema {}, which is not on topic schemas; expected one that is: run"
              + " kafka-setup of the writer's version",
          of,
          Translation.nameOfSchema(body));
    }
    outcomes.unreadable(of);
  }
}
