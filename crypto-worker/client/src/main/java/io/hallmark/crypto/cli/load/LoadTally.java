package io.hallmark.crypto.cli.load;

import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what becomes of requests. Safe for concurrent use. */
final class LoadTally {
  /** Longer latencies count as this; HdrHistogram needs a bound. */
  private static final long LATENCY_MICROS_MAX = TimeUnit.HOURS.toMicros(1);

  private final Histogram latencyMicros = new Histogram(LATENCY_MICROS_MAX, 3);
  private long sent;
  private long signed;
  private long refused;
  private final Map<Shortage, Long> unavailable = new EnumMap<>(Shortage.class);
  private long expired;
  private long wrong;
  private Refusal firstRefusal;

  synchronized void sent() {
    sent++;
  }

  synchronized void signed(long latencyNanos) {
    signed++;
    long micros = TimeUnit.NANOSECONDS.toMicros(latencyNanos);
    latencyMicros.recordValue(Math.max(0, Math.min(LATENCY_MICROS_MAX, micros)));
  }

  synchronized void wrong() {
    wrong++;
  }

  /** That its deadline passed is no more than late, whoever noticed. */
  synchronized void refused(Refusal refusal) {
    if (refusal.reason() == Refusal.Reason.EXPIRED) {
      expired++;
      return;
    }
    refused++;
    firstRefusal = firstRefusal == null ? refusal : firstRefusal;
  }

  synchronized void unavailable(Shortage shortage) {
    unavailable.merge(shortage, 1L, Long::sum);
  }

  synchronized void expired() {
    expired++;
  }

  synchronized LoadReport report(Duration took) {
    return new LoadReport(
        new LoadReport.Counts(sent, signed, refused, sum(unavailable), expired, wrong),
        unavailable,
        took,
        latencyMicros.copy(),
        Optional.ofNullable(firstRefusal));
  }

  private static long sum(Map<Shortage, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
