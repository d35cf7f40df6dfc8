package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.CryptoOutcomes;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.audit.AuditChain;
import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcHandler;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The door: every use of a key and every administrative act of this worker becomes an entry of its
 * hash chain on {@code crypto.audit}. Safe for concurrent use.
 *
 * <p>A reply does not wait for its entry. The entry is in memory before the reply leaves, and on
 * its way to the bus within some 10 ms; what a kill -9 loses are the entries of that moment, and
 * never more than {@link AuditSettings#unwrittenMax}. Where the bus takes nothing for {@link
 * AuditSettings#unwrittenFor}, or so many are unwritten, requests are answered: ask again later,
 * until entries are written again.
 */
public final class Audit implements AutoCloseable {
  private static final Duration BEHIND_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration JOIN_MAX = Duration.ofSeconds(12);

  /** A larger request is hashed at once: what waits must not hold much memory. */
  private static final int HELD_BYTES_MAX = 4096;

  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AuditQueue queue;
  private final AuditMetrics metrics;
  private final AuditLoop loop;
  private final Clock clock;
  private final AuditEntries entries = new AuditEntries();
  private final Thread thread;

  private Audit(
      WorkerEnvironment environment, AuditSettings settings, AuditTopic topic, HeadSigner signer) {
    this.clock = environment.clock();
    this.queue = new AuditQueue(settings.unwrittenMax(), settings.unwrittenFor());
    this.metrics = new AuditMetrics(environment.metrics(), queue);
    this.loop =
        new AuditLoop(
            environment.instance(),
            topic,
            queue,
            new ChainHeads(signer, metrics, settings.headEvery()),
            metrics,
            clock,
            instance -> new AuditChain(chainName(instance, clock.instant())));
    this.thread = new Thread(() -> loop.run(environment.heartbeats()), "audit");
    thread.setDaemon(true);
  }

  /** Returns at once; the chain begins when the bus is there. */
  public static Audit start(
      WorkerEnvironment environment, AuditSettings settings, HeadSigner signer) {
    String clientId = "crypto-worker-" + environment.instance() + "-audit";
    return start(environment, settings, new BusAuditTopic(environment.bus(), clientId), signer);
  }

  static Audit start(
      WorkerEnvironment environment, AuditSettings settings, AuditTopic topic, HeadSigner signer) {
    Audit audit = new Audit(environment, settings, topic, signer);
    audit.thread.start();
    return audit;
  }

  /** Whether the chain has begun, so that requests can be served. */
  public boolean isOpen() {
    return loop.isOpen();
  }

  /** Not ready while nothing may be signed. */
  public Readiness readiness() {
    if (!loop.isOpen()) {
      return new Readiness(List.of("audit: " + loop.waitingFor()));
    }
    Duration oldest = queue.oldestAge(System.nanoTime());
    return queue.isStopped()
        ? new Readiness(
            List.of(
                "audit: %d entries unwritten, the oldest for %d s; nothing is signed (%s)"
                    .formatted(queue.unwritten(), oldest.toSeconds(), loop.waitingFor())))
        : Readiness.READY;
  }

  /** Serves by {@code handler} and notes what came of it; where that can't be noted, serves not. */
  public void serve(RpcRequest request, Responder responder, RpcHandler handler) {
    if (!queue.reserve()) {
      metrics.turnedAway.increment();
      responder.respond(CryptoOutcomes.outcome(new CryptoResult.Unavailable<>(BEHIND_RETRY_AFTER)));
      return;
    }
    AtomicBoolean answered = new AtomicBoolean();
    try {
      handler.handle(
          request,
          outcome -> {
            if (answered.compareAndSet(false, true)) {
              note(request, outcome);
              responder.respond(outcome);
            }
          });
    } catch (RuntimeException e) {
      if (answered.compareAndSet(false, true)) {
        queue.release(1);
      }
      throw e;
    }
  }

  private void note(RpcRequest request, RpcOutcome outcome) {
    boolean command = request.topic().equals(TopicCatalogue.CRYPTO_ADMIN.name());
    if (!command && outcome instanceof RpcOutcome.Unavailable) {
      // Nothing left the token and no verdict was given: the key was not used.
      queue.release(1);
      return;
    }
    long nowNanos = System.nanoTime();
    long nowMillis = clock.millis();
    queue.add(
        request.body().size() <= HELD_BYTES_MAX
            ? new AuditDraft.Noted(nowMillis, nowNanos, request, outcome)
            : AuditDraft.Encoded.of(nowNanos, entries.encode(nowMillis, request, outcome)));
  }

  /**
   * Notes what the worker did by itself. It has happened, so it is noted however far the audit is
   * behind.
   *
   * @param what in a word
   */
  public void act(String what, KeyName key, CryptoResult<?> outcome) {
    queue.force();
    queue.add(
        AuditDraft.Encoded.of(
            System.nanoTime(), List.of(entries.act(what, key, outcome, clock.millis()))));
  }

  /** Writes what is left, ends the chain with a signed head. Bounded; idempotent. */
  @Override
  public void close() {
    loop.stop();
    queue.wake();
    try {
      thread.join(JOIN_MAX.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String chainName(String instance, Instant now) {
    return "%s/%s-%08x"
        .formatted(instance, STARTED.format(now), ThreadLocalRandom.current().nextInt());
  }
}
