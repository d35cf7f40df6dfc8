package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.wrapping.WrappingKeyRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what time brings: destroys keys whose deletion is due, destroys private parts that a
 * rotation replaced, wraps keys again by their tenant's newest wrapping key. Each step can be begun
 * again, so a worker may die at any point of it; several workers may do the same at once, since a
 * token destroys once and of two records with one revision one holds. Safe for concurrent use.
 */
public final class KeyUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);
  private static final Duration ROUND_EVERY = Duration.ofSeconds(2);
  private static final Duration STEP_MAX = Duration.ofSeconds(30);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);

  /** How far the clocks of two workers may be apart: until then the other may undo a deletion. */
  static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);

  private static final int KEYS_PER_ROUND = 256;

  private final KeyRegistry registry;
  private final PrivateParts parts;
  private final Rewrapping rewrapping;
  private final AdministrationJournal journal;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(KeyUpkeep::thread);

  public KeyUpkeep(
      KeyRegistry registry,
      WrappingKeyRegistry wrappingKeys,
      TokenPool tokens,
      Clock clock,
      AdministrationJournal journal,
      MeterRegistry metrics) {
    this.registry = registry;
    this.parts = new PrivateParts(tokens, clock);
    this.rewrapping = new Rewrapping(registry, wrappingKeys, tokens, clock);
    this.clock = clock;
    this.journal = journal;
    Gauge.builder("hallmark.crypto.keys.rewrap.waiting", rewrapping, Rewrapping::waiting)
        .description("keys that are not wrapped by their tenant's newest wrapping key yet")
        .register(metrics);
  }

  /** Does its rounds from now on. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::roundOrLog,
            ROUND_EVERY.toMillis(),
            ROUND_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Once what there is to do now, so far as it can be done.
   *
   * @return whether there is more that can be done at once
   */
  boolean round() throws InterruptedException {
    Instant due = clock.instant().minus(CLOCKS_APART_MAX);
    for (KeyName name : registry.dueAt(due, KEYS_PER_ROUND)) {
      journal.act("destroy", name, destroy(name, due));
    }
    for (KeyName name : registry.withLeftovers(KEYS_PER_ROUND)) {
      journal.act("destroy-replaced", name, destroyLeftovers(name));
    }
    return rewrapping.round(outcome -> journal.act("rewrap", outcome.name(), outcome.result()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the upkeep of keys is still at work");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void roundOrLog() {
    try {
      boolean more = true;
      while (more && !Thread.currentThread().isInterrupted()) {
        more = round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the upkeep of keys failed by our own fault; it is tried again", e);
    }
  }

  /**
   * First the tokens, then the record: while there is a record, there is something to begin with.
   */
  private CryptoResult<KeyName> destroy(KeyName name, Instant due) throws InterruptedException {
    RegisteredKey key = registry.find(name).orElse(null);
    if (key == null || !isDue(key, due)) {
      return new CryptoResult.Done<>(name);
    }
    Instant deadline = clock.instant().plus(STEP_MAX);
    CryptoResult<?> destroyed = destroyAll(key, deadline);
    return destroyed instanceof CryptoResult.Done
        ? registry.remove(name, deadline)
        : destroyed.map(never -> null);
  }

  private CryptoResult<?> destroyAll(RegisteredKey key, Instant deadline)
      throws InterruptedException {
    for (RegisteredKey.Leftover leftover : key.leftovers()) {
      CryptoResult<?> destroyed = parts.destroy(leftover.ckaId(), leftover.tokens(), deadline);
      if (!(destroyed instanceof CryptoResult.Done)) {
        return destroyed;
      }
    }
    List<String> holders = key.blob().isPresent() ? List.of() : key.info().tokens();
    return parts.destroy(key.ckaId(), holders, deadline);
  }

  private CryptoResult<RegisteredKey> destroyLeftovers(KeyName name) throws InterruptedException {
    RegisteredKey key = registry.find(name).orElse(null);
    if (key == null || key.leftovers().isEmpty()) {
      return new CryptoResult.Done<>(key);
    }
    Instant deadline = clock.instant().plus(STEP_MAX);
    RegisteredKey.Leftover oldest = key.leftovers().get(key.leftovers().size() - 1);
    CryptoResult<?> destroyed = parts.destroy(oldest.ckaId(), oldest.tokens(), deadline);
    return destroyed instanceof CryptoResult.Done
        ? registry.put(key.without(oldest), deadline)
        : destroyed.map(never -> null);
  }

  private static boolean isDue(RegisteredKey key, Instant due) {
    return key.info().life().state() == KeyState.PENDING_DELETION
        && key.info().life().deletionAt().map(at -> !due.isBefore(at)).orElse(false);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "key-upkeep");
    thread.setDaemon(true);
    return thread;
  }
}
