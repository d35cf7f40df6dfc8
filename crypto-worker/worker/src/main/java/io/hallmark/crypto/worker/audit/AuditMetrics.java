package io.hallmark.crypto.worker.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What the audit counts. Safe for concurrent use. */
final class AuditMetrics {
  final Counter entries;
  final Counter batches;
  final Counter failures;
  final Counter turnedAway;
  final Counter heads;
  final Counter headFailures;
  private final AtomicLong unsignedSinceNanos = new AtomicLong();

  AuditMetrics(MeterRegistry registry) {
    entries = counter(registry, "entries", "entries", "Entries that the bus has");
    batches = counter(registry, "batches", "records", "Records that the bus has");
    failures = counter(registry, "write.failures", "records", "Records that had to be sent again");
    turnedAway =
        counter(
            registry,
            "turned.away",
            "requests",
            "Requests answered: ask again later, since the audit was too far behind");
    heads = counter(registry, "heads", "signatures", "Heads that were signed");
    headFailures = counter(registry, "head.failures", "attempts", "Heads that could not be signed");
    gauge(
        registry,
        "unsigned",
        "seconds",
        "For how long the chain has had entries that no signed head vouches for",
        this::unsignedSeconds);
  }

  /** Shows how far behind both are. */
  void watch(MeterRegistry registry, AuditQueue queue, ChainHeads heads) {
    gauge(registry, "backlog", "entries", "Acts whose entries the bus has not", queue::unwritten);
    gauge(
        registry,
        "oldest",
        "seconds",
        "For how long the oldest of them has waited",
        () -> seconds(queue.oldestAge(System.nanoTime())));
    gauge(
        registry,
        "head.overdue",
        "seconds",
        "For how long a head that is due has not been signed",
        () -> seconds(heads.overdueFor(System.nanoTime())));
    Gauge.builder(
            "hallmark.audit.stopped",
            () -> queue.isStopped() || heads.isOverdue(System.nanoTime()) ? 1 : 0)
        .description("1 while nothing is signed because the audit can't be written or signed")
        .register(registry);
  }

  /** The chain has grown past its last signed head. */
  void unsigned() {
    unsignedSinceNanos.compareAndSet(0, System.nanoTime() | 1);
  }

  /**
   * A head was signed.
   *
   * @param unsignedSince when it was asked for, where the chain has grown since; else 0
   */
  void signed(long unsignedSince) {
    heads.increment();
    unsignedSinceNanos.set(unsignedSince);
  }

  private double unsignedSeconds() {
    long since = unsignedSinceNanos.get();
    return since == 0 ? 0 : seconds(Duration.ofNanos(Math.max(0, System.nanoTime() - since)));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Counter counter(
      MeterRegistry registry, String name, String unit, String description) {
    return Counter.builder("hallmark.audit." + name)
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      String name,
      String unit,
      String description,
      Supplier<Number> value) {
    Gauge.builder("hallmark.audit." + name, value)
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }
}
