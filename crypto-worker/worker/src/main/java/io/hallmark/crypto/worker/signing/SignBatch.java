package io.hallmark.crypto.worker.signing;

import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.SignOutcome;
import io.hallmark.messaging.wire.crypto.SignReply;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Gathers what becomes of each content of a batch, and answers when the last has come. Safe for
 * concurrent use.
 */
final class SignBatch {
  private static final Codec<SignReply> REPLIES = Codec.of(SignReply.class);

  private final AtomicReferenceArray<SignOutcome> outcomes;
  private final AtomicInteger missing;
  private final Responder responder;

  /**
   * A batch of which nothing has come yet.
   *
   * @param size 1 or more
   * @param responder to whom all of it is answered
   */
  SignBatch(int size, Responder responder) {
    this.outcomes = new AtomicReferenceArray<>(size);
    this.missing = new AtomicInteger(size);
    this.responder = responder;
  }

  /** Takes what becomes of the content at {@code index}. */
  Responder at(int index) {
    return outcome -> {
      if (outcomes.compareAndSet(index, null, outcome.fold(Each.INSTANCE))
          && missing.decrementAndGet() == 0) {
        responder.respond(new RpcOutcome.Done(Body.of(reply())));
      }
    };
  }

  private byte[] reply() {
    List<SignOutcome> all = IntStream.range(0, outcomes.length()).mapToObj(outcomes::get).toList();
    return REPLIES.encode(new SignReply(ByteBuffer.allocate(0), all));
  }

  private enum Each implements RpcOutcome.Cases<SignOutcome> {
    INSTANCE;

    @Override
    public SignOutcome done(Body reply) {
      return new SignOutcome(REPLIES.decode(reply.toByteArray()).getSignature(), 0, "", 0L);
    }

    @Override
    public SignOutcome refused(int code, String detail) {
      return new SignOutcome(null, code, detail, 0L);
    }

    @Override
    public SignOutcome unavailable(int code, Duration retryAfter) {
      return new SignOutcome(null, 0, "", retryAfter.toMillis());
    }
  }
}
