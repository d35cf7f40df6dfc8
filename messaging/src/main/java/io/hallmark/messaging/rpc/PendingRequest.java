package io.hallmark.messaging.rpc;

import java.util.concurrent.atomic.AtomicBoolean;

/** A request that is with the handler. Safe for concurrent use. */
final class PendingRequest implements Responder {
  private final RequestEnvelope envelope;
  private final long offset;
  private final ReplySender replies;
  private final AtomicBoolean answered = new AtomicBoolean();

  PendingRequest(RequestEnvelope envelope, long offset, ReplySender replies) {
    this.envelope = envelope;
    this.offset = offset;
    this.replies = replies;
  }

  @Override
  public void respond(RpcOutcome outcome) {
    if (answered.compareAndSet(false, true)) {
      replies.send(envelope, outcome);
      replies.finished();
    }
  }

  long offset() {
    return offset;
  }

  /** Whether it was answered, or nobody waits any more. */
  boolean isOver(long nowMillis) {
    return answered.get() || nowMillis >= envelope.deadlineMillis();
  }
}
