package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeySpec;
import io.hallmark.hsm.token.SignTiming;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Where the time of signatures goes, by what the key is for, its kind and the token: as many timers
 * as there are such triples, and no more. Safe for concurrent use.
 */
final class SignTimers {
  private static final String UNKNOWN_TOKEN = "unknown";
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1)
  };

  private record Kind(KeyCategory category, KeySpec spec, String token) {}

  private record Timers(Timer queue, Timer token) {}

  private final MeterRegistry registry;
  private final Map<Kind, Timers> timers = new ConcurrentHashMap<>();

  SignTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A request that waits for its turn in this worker waits as those in a token's own queue do. */
  void record(KeyCategory category, KeySpec spec, Turn turn, SignTiming timing) {
    Timers pair = timers.computeIfAbsent(new Kind(category, spec, timing.token()), this::register);
    pair.queue().record(turn.waitedNanos() + timing.queueNanos(), TimeUnit.NANOSECONDS);
    pair.token().record(timing.tokenNanos(), TimeUnit.NANOSECONDS);
  }

  /** Of a token that does not say where the time went: all of it counts as the token's. */
  void record(KeyCategory category, KeySpec spec, Turn turn) {
    long tokenNanos = System.nanoTime() - turn.begunNanos();
    record(category, spec, turn, new SignTiming(UNKNOWN_TOKEN, 0, tokenNanos));
  }

  private Timers register(Kind kind) {
    return new Timers(
        timer(kind, "hallmark.crypto.queue.time", "from being taken on to a lane's beginning"),
        timer(kind, "hallmark.crypto.token.time", "from a lane's beginning to the signature"));
  }

  private Timer timer(Kind kind, String name, String what) {
    return Timer.builder(name)
        .description(what)
        .serviceLevelObjectives(BUCKETS)
        .tag("category", kind.category().id())
        .tag("key_type", kind.spec().name().toLowerCase(Locale.ROOT))
        .tag("token", kind.token())
        .register(registry);
  }
}
