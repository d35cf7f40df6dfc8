package io.hallmark.messaging.rpc;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The requests that a server has in hand, and the last that it answered. Those in hand are as many
 * as are begun; whoever begins them has a bound. Safe for concurrent use, without a lock.
 *
 * <p>A client that waits long asks again, often the same server, and most often when its answer is
 * on the way already. A server with much to do would do part of it twice, and have the more to do.
 * So the next attempt at a call that is known is left out: the answer to one is the answer to both.
 * The attempt after that isn't, since by then the first may be held up by what doesn't hold up
 * another, a lane that hangs, or its answer may be lost with a broker.
 */
final class KnownRequests {
  /** So many are known after their answer: a fifth of a second's at 5,000 in one. */
  static final int ANSWERED_MAX = 1_024;

  /** Larger bodies aren't kept once they are answered. */
  static final int KEPT_BYTES_MAX = 4 * 1_024;

  private final AtomicInteger inHand = new AtomicInteger();
  private final ConcurrentMap<String, Integer> inHandByCaller = new ConcurrentHashMap<>();
  private final ConcurrentMap<Id, PendingRequest> byId = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<PendingRequest> answered =
      new AtomicReferenceArray<>(ANSWERED_MAX);
  private final AtomicInteger next = new AtomicInteger();

  /** What all attempts at a call share. */
  private record Id(String caller, String replyTopic, int replyPartition, Correlation correlation) {
    static Id of(RequestEnvelope envelope) {
      return new Id(
          envelope.caller(),
          envelope.replyTopic(),
          envelope.replyPartition(),
          envelope.correlation());
    }
  }

  /** How many are with the handler. */
  int inHand() {
    return inHand.get();
  }

  /** How many of one caller's are. */
  int inHandOf(String caller) {
    return inHandByCaller.getOrDefault(caller, 0);
  }

  /**
   * Whether a request needs no work: its answer is under way. One that only looks like an attempt
   * at a known call, with another body, is a request of its own.
   */
  boolean answers(RequestEnvelope envelope, byte[] body) {
    PendingRequest known = byId.get(Id.of(envelope));
    return known != null && known.answers(envelope.attempt(), body);
  }

  void begin(PendingRequest request) {
    inHand.incrementAndGet();
    inHandByCaller.merge(request.envelope().caller(), 1, Integer::sum);
    byId.put(Id.of(request.envelope()), request);
  }

  void answered(PendingRequest request) {
    inHand.decrementAndGet();
    // One with none left is forgotten: callers come and go.
    inHandByCaller.computeIfPresent(
        request.envelope().caller(), (caller, count) -> count > 1 ? count - 1 : null);
    if (request.bodyBytes() > KEPT_BYTES_MAX) {
      forget(request);
      return;
    }
    int place = Math.floorMod(next.getAndIncrement(), ANSWERED_MAX);
    PendingRequest oldest = answered.getAndSet(place, request);
    if (oldest != null) {
      forget(oldest);
    }
  }

  /** From now on another attempt at its call is work to do. */
  void forget(PendingRequest request) {
    byId.remove(Id.of(request.envelope()), request);
  }
}
