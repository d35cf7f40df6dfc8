package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.CryptoOutcomes;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.audit.AuditChain;
import io.hallmark.messaging.rpc.Responder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The door: every use of a key and every administrative act of this worker becomes an entry of its
 * hash chain on {@code crypto.audit}. Safe for concurrent use.
 *
 * <p>A reply does not wait for its entry. The entry is in memory before the reply leaves, and on
 * its way to the bus within some 10 ms; what a kill -9 loses are the entries of that moment, and
 * never more than {@link AuditSettings#unwrittenMax}. Where the bus takes nothing for {@link
 * AuditSettings#unwrittenFor}, or so many are unwritten, or where no token signs the chain's head
 * for {@link AuditSettings#unsignedFor}, requests are answered: ask again later, until it does.
 */
public final class Audit implements AutoCloseable {
  private static final Duration BEHIND_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration JOIN_MAX = Duration.ofSeconds(12);

  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AuditQueue queue;
  private final ChainHeads heads;
  private final AuditMetrics metrics;
  private final AuditLoop loop;
  private final Clock clock;
  private final AuditEntries entries = new AuditEntries();
  private final Thread thread;

  private Audit(
      WorkerEnvironment environment, AuditSettings settings, AuditTopic topic, HeadSigner signer) {
    this.clock = environment.clock();
    this.queue = new AuditQueue(settings.unwrittenMax(), settings.unwrittenFor());
    this.metrics = new AuditMetrics(environment.metrics());
    this.heads = new ChainHeads(signer, metrics, settings.headEvery(), settings.unsignedFor());
    metrics.watch(environment.metrics(), queue, heads);
    this.loop =
        new AuditLoop(
            environment.instance(),
            topic,
            queue,
            heads,
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
    return start(environment, settings, new BusAuditTopic(environment, clientId), signer);
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
    long nowNanos = System.nanoTime();
    List<String> reasons = new ArrayList<>();
    if (queue.isStopped()) {
      reasons.add(
          "audit: %d entries unwritten, the oldest for %d s; nothing is signed (%s)"
              .formatted(
                  queue.unwritten(), queue.oldestAge(nowNanos).toSeconds(), loop.waitingFor()));
    }
    if (heads.isOverdue(nowNanos)) {
      reasons.add(
          "audit: no token signs the head of the chain, for %d s; nothing is signed"
              .formatted(heads.overdueFor(nowNanos).toSeconds()));
    }
    return new Readiness(reasons);
  }

  /** Serves by {@code handler} and notes what came of it; where that can't be noted, serves not. */
  public void serve(RpcRequest request, Responder responder, AuditedHandler handler) {
    Served served = new Served(request, responder);
    if (served.enter()) {
      try {
        handler.handle(request, served, served);
      } catch (RuntimeException e) {
        served.leave();
        throw e;
      }
    }
  }

  /** A request with its places and its one answer. Safe for concurrent use. */
  private final class Served implements Responder, AuditedHandler.Room {
    private final RpcRequest request;
    private final Responder responder;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicInteger places = new AtomicInteger();

    Served(RpcRequest request, Responder responder) {
      this.request = request;
      this.responder = responder;
    }

    boolean enter() {
      return !heads.isOverdue(System.nanoTime()) ? widen(1) : turnAway();
    }

    @Override
    public boolean widen(int more) {
      if (queue.reserve(more)) {
        places.addAndGet(more);
        return true;
      }
      return turnAway();
    }

    @Override
    public void respond(RpcOutcome outcome) {
      if (answered.compareAndSet(false, true)) {
        note(request, outcome, places.get());
        responder.respond(outcome);
      }
    }

    private boolean turnAway() {
      metrics.turnedAway.increment();
      if (leave()) {
        responder.respond(CryptoOutcomes.auditBehind(BEHIND_RETRY_AFTER));
      }
      return false;
    }

    /** Gives its places back, where it was not answered. */
    boolean leave() {
      boolean left = answered.compareAndSet(false, true);
      if (left) {
        queue.release(places.get());
      }
      return left;
    }
  }

  private void note(RpcRequest request, RpcOutcome outcome, int places) {
    boolean command = request.topic().equals(TopicCatalogue.CRYPTO_ADMIN.name());
    if (!command && outcome instanceof RpcOutcome.Unavailable) {
      // Nothing left the token and no verdict was given: the key was not used.
      queue.release(places);
      return;
    }
    long nowNanos = System.nanoTime();
    long nowMillis = clock.millis();
    queue.add(
        queue.hold(request.body().size())
            ? new AuditDraft.Noted(nowMillis, nowNanos, places, request, outcome)
            : AuditDraft.Encoded.of(nowNanos, places, entries.encode(nowMillis, request, outcome)));
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
            System.nanoTime(), 1, List.of(entries.act(what, key, outcome, clock.millis()))));
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
