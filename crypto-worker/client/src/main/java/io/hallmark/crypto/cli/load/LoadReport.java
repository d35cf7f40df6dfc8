package io.hallmark.crypto.cli.load;

import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What became of a load.
 *
 * @param counts of requests
 * @param shortages why those that were unavailable were; only what occurred
 * @param took from the first request's due time to the last answer
 * @param latencyMicros of those signed rightly, from when they were due
 * @param firstRefusal what the worker said when it first refused one
 */
public record LoadReport(
    Counts counts,
    Map<Shortage, Long> shortages,
    Duration took,
    Histogram latencyMicros,
    Optional<Refusal> firstRefusal) {
  private static final double MICROS_PER_MILLI = 1000.0;
  private static final double NANOS_PER_SECOND = 1e9;

  public LoadReport {
    // In the order of the enum, so that two reports compare.
    shortages = Collections.unmodifiableMap(new TreeMap<>(shortages));
  }

  /**
   * Each request is in {@code sent} and in one of the others at most.
   *
   * @param sent requests that fell due and were handed to the client
   * @param signed answered with a signature that is right
   * @param refused answered that asking again would not help
   * @param unavailable answered, by worker or client, that something is lacking now
   * @param expired not answered before their deadline, or answered that it had passed
   * @param wrong answered with a signature that is not right
   */
  public record Counts(
      long sent, long signed, long refused, long unavailable, long expired, long wrong) {
    /** Without a signature, for whatever reason. */
    public long missing() {
      return sent - signed - wrong;
    }

    /** Of whom nothing was heard at all, neither answer nor expiry: a fault of the client. */
    public long unanswered() {
      return missing() - refused - unavailable - expired;
    }
  }

  /** Whether each request has its signature, and each signature is right. */
  public boolean isClean() {
    return counts.wrong() == 0 && counts.missing() == 0;
  }

  /** Signatures per second. */
  public double signedPerSecond() {
    return took.isZero() ? 0 : counts.signed() * NANOS_PER_SECOND / took.toNanos();
  }

  /** Milliseconds within which {@code percentile} per cent of those signed were. */
  public double latencyMs(double percentile) {
    return latencyMicros.getTotalCount() == 0
        ? 0
        : latencyMicros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }

  /** As in the JSON file; in order. */
  public Map<String, Object> toMap() {
    Map<String, Object> latency = new LinkedHashMap<>();
    latency.put("p50", latencyMs(50));
    latency.put("p90", latencyMs(90));
    latency.put("p99", latencyMs(99));
    latency.put("p999", latencyMs(99.9));
    latency.put("worst", latencyMs(100));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sent", counts.sent());
    all.put("signed", counts.signed());
    all.put("refused", counts.refused());
    all.put("unavailable", counts.unavailable());
    all.put("unavailableFor", shortages);
    all.put("expired", counts.expired());
    all.put("wrong", counts.wrong());
    all.put("unanswered", counts.unanswered());
    all.put("missing", counts.missing());
    all.put("signedPerSecond", Math.round(signedPerSecond() * 10) / 10.0);
    all.put("latencyMs", latency);
    return all;
  }

  /** A few lines that a person can read. */
  public String toTable() {
    return String.format(
        Locale.ROOT,
        """
        sent           %,12d
        signed         %,12d
        refused        %,12d
        unavailable    %,12d
        %sexpired        %,12d
        wrong          %,12d
        unanswered     %,12d
        per second     %,14.1f
        latency p50    %,14.1f ms
        latency p90    %,14.1f ms
        latency p99    %,14.1f ms
        latency p99.9  %,14.1f ms
        latency worst  %,14.1f ms
        """,
        counts.sent(),
        counts.signed(),
        counts.refused(),
        counts.unavailable(),
        shortageLines(),
        counts.expired(),
        counts.wrong(),
        counts.unanswered(),
        signedPerSecond(),
        latencyMs(50),
        latencyMs(90),
        latencyMs(99),
        latencyMs(99.9),
        latencyMs(100));
  }

  private String shortageLines() {
    return shortages.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "  %-16s%,9d\n", e.getKey().words(), e.getValue()))
        .collect(Collectors.joining());
  }
}
