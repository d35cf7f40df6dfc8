package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.audit.AuditActs;
import io.hallmark.crypto.audit.AuditChain;
import io.hallmark.messaging.client.BusPatience;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditHead;
import io.hallmark.messaging.worker.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit's thread: finds the instance's former chain, begins a new one, and appends what the
 * queue holds, one record under way at a time. What the bus does not take is sent again, byte by
 * byte the same, until it does. All state of the chain is this thread's.
 */
final class AuditLoop {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLoop.class);

  /** Entries of a record; one has some 150 bytes. A batch that was signed is never divided. */
  private static final int BATCH_MAX = 2000;

  /** A record with a batch of the largest entries upon it is still below what a broker takes. */
  private static final int BATCH_BYTES_MAX = 512 * 1024;

  /** While acts come, this much time passes between records, so that records hold many. */
  private static final long BATCH_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Batches without an act before the thread sleeps, so that single acts do not wake it each. */
  private static final int IDLE_ROUNDS_MAX = 40;

  private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration WAIT_SLICE = Duration.ofMillis(200);

  /** A worker that stops gives the bus this long to take the rest. */
  private static final Duration LAST_WRITE_MAX = Duration.ofSeconds(5);

  private static final long LAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration LAST_HEAD_MAX = Duration.ofSeconds(2);

  private final String instance;
  private final AuditTopic topic;
  private final AuditQueue queue;
  private final ChainHeads heads;
  private final AuditMetrics metrics;
  private final Clock clock;
  private final Function<String, AuditChain> chains;
  private final BusPatience patience;
  private final AuditEntries entries = new AuditEntries();
  private final Codec<AuditBatch> batches = Codec.of(AuditBatch.class);
  private AuditChain chain;
  private long giveUpNanos;
  private volatile boolean open;
  private volatile boolean stopped;
  private volatile String fault = "";

  AuditLoop(
      String instance,
      AuditTopic topic,
      AuditQueue queue,
      ChainHeads heads,
      AuditMetrics metrics,
      Clock clock,
      Function<String, AuditChain> chains) {
    this.instance = instance;
    this.topic = topic;
    this.queue = queue;
    this.heads = heads;
    this.metrics = metrics;
    this.clock = clock;
    this.chains = chains;
    this.patience = new BusPatience("audit-" + instance, "the end of the former audit chain");
  }

  /** Whether the chain has begun. */
  boolean isOpen() {
    return open;
  }

  /** What it waits for until it is open, and after that why the last record was not written. */
  String waitingFor() {
    return open ? fault : patience.waitingFor();
  }

  /** Ends the loop once what is queued is written, or can't be. */
  void stop() {
    stopped = true;
    patience.stop();
    topic.wake();
  }

  void run(Supplier<Heartbeat> heartbeats) {
    queue.drainHere();
    try {
      Optional<Optional<AuditHead>> former =
          patience.until("topic crypto.audit", () -> topic.former(instance));
      if (former.isEmpty()) {
        return;
      }
      try (Heartbeat heartbeat = heartbeats.get()) {
        begin(former.get(), heartbeat);
        follow(heartbeat);
        end(heartbeat);
      }
    } catch (RuntimeException e) {
      fault = "the audit failed by our own fault; the log says why";
      LOG.error("the audit failed; nothing is signed any more", e);
    } finally {
      queue.close();
      topic.close();
    }
  }

  private void begin(Optional<AuditHead> former, Heartbeat heartbeat) {
    chain = chains.apply(instance);
    patience.await("the first record of audit chain " + chain.name());
    heads.grown();
    if (write(List.of(entries.own(AuditActs.START, clock.millis(), former)), heartbeat)) {
      open = true;
      LOG.info(
          "audit chain {} begun, {}",
          chain.name(),
          former.map(f -> "continuing " + f.getChain()).orElse("the first of this instance"));
    }
  }

  private void follow(Heartbeat heartbeat) {
    int idleRounds = 0;
    while (open && (!stopped || !queue.isEmpty()) && !givenUp()) {
      heartbeat.beat();
      boolean wrote = round(heartbeat);
      idleRounds = wrote ? 0 : idleRounds + 1;
      if (!stopped) {
        queue.sleep(idleRounds < IDLE_ROUNDS_MAX ? 0 : SLEEP_NANOS, BATCH_EVERY_NANOS);
      }
    }
  }

  /** Writes one record, if there is something to write. */
  private boolean round(Heartbeat heartbeat) {
    List<byte[]> encoded = new ArrayList<>();
    int places = drain(encoded);
    boolean grown = !encoded.isEmpty();
    heads
        .next(chain, System.nanoTime())
        .ifPresent(
            head -> encoded.add(entries.own(AuditActs.HEAD, clock.millis(), Optional.of(head))));
    if (grown) {
      heads.grown(); // Only now: the head above is of the chain as it was before these.
    }
    if (encoded.isEmpty() || write(encoded, heartbeat)) {
      queue.written(places);
    }
    return places > 0;
  }

  /** Takes what fits into one record; gives the places that it holds. */
  private int drain(List<byte[]> encoded) {
    int places = 0;
    int bytes = 0;
    while (encoded.size() < BATCH_MAX && bytes < BATCH_BYTES_MAX) {
      AuditDraft draft = queue.poll();
      if (draft == null) {
        return places;
      }
      places += draft.places();
      for (byte[] entry : draft.encode(entries)) {
        encoded.add(entry);
        bytes += entry.length;
      }
    }
    return places;
  }

  private void end(Heartbeat heartbeat) {
    if (!open || givenUp()) {
      return;
    }
    if (write(List.of(entries.own(AuditActs.STOP, clock.millis(), Optional.empty())), heartbeat)) {
      heads
          .last(chain, LAST_HEAD_MAX)
          .map(head -> entries.own(AuditActs.HEAD, clock.millis(), Optional.of(head)))
          .ifPresent(entry -> write(List.of(entry), heartbeat));
      LOG.info("audit chain {} ended at sequence {}", chain.name(), chain.lastSequence());
    }
  }

  /** False only where the worker stops and the bus does not take it. */
  private boolean write(List<byte[]> encoded, Heartbeat heartbeat) {
    byte[] record = batches.encode(chain.append(encoded));
    while (!givenUp()) {
      try {
        heartbeat.rest(); // A producer without a broker blocks, for longer than the watchdog waits.
        await(topic.append(chain.name(), record), heartbeat);
        fault = "";
        metrics.batches.increment();
        metrics.entries.increment(encoded.size());
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (TimeoutException e) {
        break;
      } catch (ExecutionException e) {
        failed(e.getCause());
      } catch (RuntimeException e) {
        failed(e);
      }
    }
    LOG.error(
        "audit chain {}: the last {} entries could not be written: {}",
        chain.name(),
        encoded.size() + queue.unwritten(),
        fault);
    return false;
  }

  private void failed(Throwable cause) {
    metrics.failures.increment();
    if (fault.isEmpty()) {
      LOG.warn("audit chain {}: not written, tried again: {}", chain.name(), cause.toString());
    }
    fault = cause.toString();
    if (stopped) {
      LockSupport.parkNanos(LAST_PAUSE_NANOS);
    } else {
      patience.pause();
    }
  }

  private void await(Future<?> written, Heartbeat heartbeat)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      heartbeat.beat();
      try {
        written.get(WAIT_SLICE.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (givenUp()) {
          throw e;
        }
        if (fault.isEmpty() && queue.isOverdue(System.nanoTime())) {
          fault = "the bus does not acknowledge";
          LOG.error(
              "audit chain {}: nothing was written for too long; nothing is signed until it is",
              chain.name());
        }
      }
    }
  }

  /** Whether the worker stops and has waited long enough for the bus. */
  private boolean givenUp() {
    if (!stopped) {
      return false;
    }
    if (giveUpNanos == 0) {
      giveUpNanos = System.nanoTime() + LAST_WRITE_MAX.toNanos() | 1;
    }
    return System.nanoTime() - giveUpNanos > 0;
  }
}
