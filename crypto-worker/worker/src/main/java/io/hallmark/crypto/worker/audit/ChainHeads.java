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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the head of the chain signed now and then, one signature at a time. A head that can't be
 * signed is tried again; the chain goes on meanwhile. Confined to the audit's thread.
 */
final class ChainHeads {
  private static final Logger LOG = LoggerFactory.getLogger(ChainHeads.class);

  private record Asked(AuditHead head, CompletableFuture<Optional<byte[]>> signature) {}

  private final HeadSigner signer;
  private final AuditMetrics metrics;
  private final long everyNanos;
  private long lastNanos;
  private boolean grown;
  private Optional<Asked> asked = Optional.empty();

  ChainHeads(HeadSigner signer, AuditMetrics metrics, Duration every) {
    this.signer = signer;
    this.metrics = metrics;
    this.everyNanos = every.toNanos();
    this.lastNanos = System.nanoTime() - everyNanos;
  }

  /** The chain has entries that are no heads. */
  void grown() {
    grown = true;
    metrics.unsigned();
  }

  /** A head that was signed meanwhile; asks for the next one where it is due. */
  Optional<AuditHead> next(AuditChain chain, long nowNanos) {
    Optional<AuditHead> signed = Optional.empty();
    if (asked.isPresent() && asked.get().signature().isDone()) {
      signed = take(asked.get());
    }
    if (asked.isEmpty() && grown && nowNanos - lastNanos >= everyNanos) {
      ask(chain, nowNanos);
    }
    return signed;
  }

  /** The head of a chain that will not grow any more, waited for so long. */
  Optional<AuditHead> last(AuditChain chain, Duration patience) {
    asked = Optional.empty();
    ask(chain, System.nanoTime());
    try {
      CompletableFuture<Optional<byte[]>> signature = asked.orElseThrow().signature();
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
    AuditHead head =
        AuditHead.newBuilder()
            .setChain(chain.name())
            .setSequence(chain.lastSequence())
            .setHash(ByteBuffer.wrap(chain.hash()))
            .setKey(signer.key().toString())
            .build();
    byte[] content = AuditHeadContent.encode(chain.name(), chain.lastSequence(), chain.hash());
    asked = Optional.of(new Asked(head, signer.sign(content)));
  }

  private Optional<AuditHead> take(Asked done) {
    asked = Optional.empty();
    Optional<byte[]> signature = done.signature().exceptionally(bug -> failed(bug)).join();
    if (signature.isEmpty()) {
      metrics.headFailures.increment();
      grown = true;
      return Optional.empty();
    }
    metrics.signed(grown ? lastNanos : 0);
    return Optional.of(
        AuditHead.newBuilder(done.head()).setSignature(ByteBuffer.wrap(signature.get())).build());
  }

  private static Optional<byte[]> failed(Throwable bug) {
    LOG.error("a head was not signed by our own fault", bug);
    return Optional.empty();
  }
}
