package io.hallmark.messaging.rpc;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request that was handed to the handler. Safe for concurrent use. */
final class PendingRequest implements Responder {
  /** Of the time for which it was in hand, what its answer may wait for others. */
  private static final int PATIENCE_PART = 3;

  private final RequestEnvelope envelope;
  private final byte[] body;
  private final long offset;
  private final ReplySender replies;
  private final KnownRequests known;
  private final long begunNanos = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();

  PendingRequest(
      RequestEnvelope envelope,
      byte[] body,
      long offset,
      ReplySender replies,
      KnownRequests known) {
    this.envelope = envelope;
    this.body = body;
    this.offset = offset;
    this.replies = replies;
    this.known = known;
  }

  @Override
  public void respond(RpcOutcome outcome) {
    if (answered.compareAndSet(false, true)) {
      replies.send(envelope, outcome, patienceNanos(System.nanoTime()), () -> known.forget(this));
      known.answered(this);
    }
  }

  /**
   * Long holds are for callers with a crowd of their own in hand: only their batches grow by it.
   */
  long patienceNanos(long nowNanos) {
    return known.inHandOf(envelope.caller()) >= ReplyOutbox.CROWD
        ? (nowNanos - begunNanos) / PATIENCE_PART
        : 0;
  }

  RequestEnvelope envelope() {
    return envelope;
  }

  int bodyBytes() {
    return body.length;
  }

  /**
   * Whether its answer is also that of another attempt at its call: this one again, or the next.
   */
  boolean answers(int attempt, byte[] attemptBody) {
    return attempt <= envelope.attempt() + 1 && Arrays.equals(body, attemptBody);
  }

  long offset() {
    return offset;
  }

  /** Whether it was answered, or nobody waits any more. */
  boolean isOver(long nowMillis) {
    return answered.get() || nowMillis >= envelope.deadlineMillis();
  }
}
