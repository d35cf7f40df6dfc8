package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.AuditHeadContent;
import io.hallmark.crypto.audit.AuditChain;
import io.hallmark.messaging.wire.crypto.AuditHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the head of the chain signed now and then, one signature at a time. A head that can't be
 * signed is tried again; the chain goes on meanwhile, for a bounded time. Confined to the audit's
 * thread, but for {@link #isOverdue} and {@link #overdueFor}.
 */
final class ChainHeads {
  private static final Logger LOG = LoggerFactory.getLogger(ChainHeads.class);

  /** After a failure: what stopped for want of a signature goes on soon after there is one. */
  private static final Duration AGAIN_AFTER = Duration.ofMillis(500);

  private record Asked(
      AuditHead.Builder head, CompletableFuture<Optional<HeadSignature>> signature) {}

  private final HeadSigner signer;
  private final AuditMetrics metrics;
  private final long everyNanos;
  private final long againNanos;
  private final long unsignedForNanos;
  private long lastNanos;
  private boolean grown;
  private boolean failed;

  /** Since when a head is due that nobody has signed; 0 where none is. */
  private final AtomicLong dueNanos = new AtomicLong();

  private Optional<Asked> asked = Optional.empty();

  /**
   * @param every how often a head is due while the chain grows
   * @param unsignedFor how long it may go without its signature before it is overdue
   */
  ChainHeads(HeadSigner signer, AuditMetrics metrics, Duration every, Duration unsignedFor) {
    this.signer = signer;
    this.metrics = metrics;
    this.everyNanos = every.toNanos();
    this.againNanos = Math.min(everyNanos, AGAIN_AFTER.toNanos());
    this.unsignedForNanos = unsignedFor.toNanos();
    this.lastNanos = System.nanoTime() - everyNanos;
  }

  /** The chain has entries that are no heads. */
  void grown() {
    grown = true;
    metrics.unsigned();
  }

  /** Whether a head was not signed for so long that nothing may be signed. From any thread. */
  boolean isOverdue(long nowNanos) {
    return overdueNanos(nowNanos) > unsignedForNanos;
  }

  /** For how long a head that is due has not been signed. From any thread. */
  Duration overdueFor(long nowNanos) {
    return Duration.ofNanos(overdueNanos(nowNanos));
  }

  private long overdueNanos(long nowNanos) {
    long since = dueNanos.get();
    return since == 0 ? 0 : Math.max(0, nowNanos - since);
  }

  /** A head that was signed meanwhile; asks for the next one where it is due. */
  Optional<AuditHead> next(AuditChain chain, long nowNanos) {
    Optional<AuditHead> signed = Optional.empty();
    if (asked.isPresent() && asked.get().signature().isDone()) {
      signed = take(asked.get());
    }
    if (asked.isEmpty() && grown && nowNanos - lastNanos >= (failed ? againNanos : everyNanos)) {
      ask(chain, nowNanos);
    }
    return signed;
  }

  /** The head of a chain that will not grow any more, waited for so long. */
  Optional<AuditHead> last(AuditChain chain, Duration patience) {
    asked = Optional.empty();
    ask(chain, System.nanoTime());
    try {
      CompletableFuture<Optional<HeadSignature>> signature = asked.orElseThrow().signature();
      signature.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return take(asked.orElseThrow());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("chain {} ends without a signed head: {}", chain.name(), e.toString());
    }
    return Optional.empty();
  }

  private void ask(AuditChain chain, long nowNanos) {
    lastNanos = nowNanos;
    grown = false;
    AuditHead.Builder head =
        AuditHead.newBuilder()
            .setChain(chain.name())
            .setSequence(chain.lastSequence())
            .setHash(ByteBuffer.wrap(chain.hash()));
    byte[] content = AuditHeadContent.encode(chain.name(), chain.lastSequence(), chain.hash());
    dueNanos.compareAndSet(0, nowNanos | 1);
    CompletableFuture<Optional<HeadSignature>> signature =
        signer
            .sign(content)
            .exceptionally(ChainHeads::failed)
            // At once, not when this thread looks: it may be waiting for the bus.
            .whenComplete((signed, bug) -> signed.ifPresent(s -> dueNanos.set(0)));
    asked = Optional.of(new Asked(head, signature));
  }

  private Optional<AuditHead> take(Asked done) {
    asked = Optional.empty();
    Optional<HeadSignature> signature = done.signature().join();
    failed = signature.isEmpty();
    if (failed) {
      metrics.headFailures.increment();
      grown = true;
      return Optional.empty();
    }
    metrics.signed(grown ? lastNanos : 0);
    return signature.map(
        by -> done.head().setKey(by.key().toString()).setSignature(by.bytes()).build());
  }

  private static Optional<HeadSignature> failed(Throwable bug) {
    LOG.error("a head was not signed by our own fault", bug);
    return Optional.empty();
  }
}
