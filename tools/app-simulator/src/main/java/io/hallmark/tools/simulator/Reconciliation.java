package io.hallmark.tools.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What became of the messages that were sent. Immutable. */
public final class Reconciliation {
  private static final double MICROS_PER_MILLI = 1000.0;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counts counts;
  private final long firstDueNanos;
  private final long lastArrivalNanos;
  private final Histogram latencyMicros;

  /**
   * How many messages.
   *
   * @param sent acknowledged by the bus
   * @param delivered arrived, each counted once
   * @param lost sent and not arrived
   * @param duplicated arrivals of messages that had arrived before
   * @param outOfOrder arrived after a later one of their ordering key
   * @param unreadable arrivals that are not as they were sent
   */
  public record Counts(
      long sent, long delivered, long lost, long duplicated, long outOfOrder, long unreadable) {
    Counts plus(Counts that) {
      return new Counts(
          sent + that.sent,
          delivered + that.delivered,
          lost + that.lost,
          duplicated + that.duplicated,
          outOfOrder + that.outOfOrder,
          unreadable + that.unreadable);
    }
  }

  Reconciliation(
      Counts counts, long firstDueNanos, long lastArrivalNanos, Histogram latencyMicros) {
    this.counts = counts;
    this.firstDueNanos = firstDueNanos;
    this.lastArrivalNanos = lastArrivalNanos;
    this.latencyMicros = latencyMicros.copy();
  }

  /** Both together, as if one receiver had seen both. */
  public Reconciliation plus(Reconciliation that) {
    Histogram both = latencyMicros.copy();
    both.add(that.latencyMicros);
    return new Reconciliation(
        counts.plus(that.counts),
        Math.min(firstDueNanos, that.firstDueNanos),
        Math.max(lastArrivalNanos, that.lastArrivalNanos),
        both);
  }

  public Counts counts() {
    return counts;
  }

  /** Whether each message sent arrived once, unchanged and in its order. */
  public boolean isClean() {
    return counts.lost() == 0
        && counts.duplicated() == 0
        && counts.outOfOrder() == 0
        && counts.unreadable() == 0;
  }

  /** Delivered per second, from the first message's due time to the last arrival. */
  public double messagesPerSecond() {
    return lastArrivalNanos <= firstDueNanos
        ? 0
        : counts.delivered() * NANOS_PER_SECOND / (lastArrivalNanos - firstDueNanos);
  }

  /** Milliseconds within which {@code percentile} per cent of the messages arrived. */
  public double latencyMs(double percentile) {
    return latencyMicros.getTotalCount() == 0
        ? 0
        : latencyMicros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }

  public double latencyMsMax() {
    return latencyMicros.getMaxValue() / MICROS_PER_MILLI;
  }

  /** As in the JSON files of the simulator and the demo; in order, may be added to. */
  public Map<String, Object> toMap() {
    Map<String, Object> latency = new LinkedHashMap<>();
    latency.put("p50", latencyMs(50));
    latency.put("p99", latencyMs(99));
    latency.put("max", latencyMsMax());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sent", counts.sent());
    all.put("delivered", counts.delivered());
    all.put("lost", counts.lost());
    all.put("duplicated", counts.duplicated());
    all.put("outOfOrder", counts.outOfOrder());
    all.put("unreadable", counts.unreadable());
    all.put("messagesPerSecond", Math.round(messagesPerSecond() * 10) / 10.0);
    all.put("latencyMs", latency);
    return all;
  }

  /** A few lines that a person can read. */
  public String toTable() {
    return String.format(
        Locale.ROOT,
        """
        sent          %,12d
        delivered     %,12d
        lost          %,12d
        duplicated    %,12d
        out of order  %,12d
        unreadable    %,12d
        per second    %,12.0f
        latency p50   %,12.1f ms
        latency p99   %,12.1f ms
        latency max   %,12.1f ms
        """,
        counts.sent(),
        counts.delivered(),
        counts.lost(),
        counts.duplicated(),
        counts.outOfOrder(),
        counts.unreadable(),
        messagesPerSecond(),
        latencyMs(50),
        latencyMs(99),
        latencyMsMax());
  }

  @Override
  public String toString() {
    return "Reconciliation" + toMap();
  }
}
