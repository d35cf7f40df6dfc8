package io.hallmark.tools.simulator;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Counts what arrives. Keeps a bit for each message and a number for each key, whatever the
 * payloads hold. Confined to one thread.
 */
final class Tally {
  /** Longer latencies count as this; HdrHistogram needs a bound. */
  private static final long LATENCY_MICROS_MAX = TimeUnit.DAYS.toMicros(1);

  private final BitSet arrived = new BitSet();
  private final Histogram latencyMicros = new Histogram(LATENCY_MICROS_MAX, 3);
  private long[] lastOfKey = new long[16];
  private long delivered;
  private long duplicated;
  private long outOfOrder;
  private long unreadable;
  private long firstDueNanos = Long.MAX_VALUE;
  private long lastArrivalNanos = Long.MIN_VALUE;

  Tally() {
    Arrays.fill(lastOfKey, -1);
  }

  void arrived(NumberedPayload message, long nowEpochNanos) {
    if (!withinLimits(message)) {
      unreadable++;
      return;
    }
    int number = (int) message.number();
    if (arrived.get(number)) {
      duplicated++;
      return;
    }
    arrived.set(number);
    delivered++;
    countOrder(message);
    firstDueNanos = Math.min(firstDueNanos, message.dueEpochNanos());
    lastArrivalNanos = Math.max(lastArrivalNanos, nowEpochNanos);
    long micros = TimeUnit.NANOSECONDS.toMicros(nowEpochNanos - message.dueEpochNanos());
    latencyMicros.recordValue(Math.max(0, Math.min(LATENCY_MICROS_MAX, micros)));
  }

  /** What arrived is none of ours, or not as it was sent. */
  void unreadable() {
    unreadable++;
  }

  private static boolean withinLimits(NumberedPayload message) {
    return message.number() >= 0
        && message.number() < Load.MESSAGES_MAX
        && message.key() >= 0
        && message.key() < Load.KEYS_MAX;
  }

  private void countOrder(NumberedPayload message) {
    int key = message.key();
    if (key >= lastOfKey.length) {
      int before = lastOfKey.length;
      lastOfKey = Arrays.copyOf(lastOfKey, Math.max(key + 1, before * 2));
      Arrays.fill(lastOfKey, before, lastOfKey.length, -1);
    }
    if (message.sequence() < lastOfKey[key]) {
      outOfOrder++;
    } else {
      lastOfKey[key] = message.sequence();
    }
  }

  long delivered() {
    return delivered;
  }

  /** All that arrived, counted or not: grows as long as anything comes. */
  long seen() {
    return delivered + duplicated + unreadable;
  }

  Reconciliation against(long sent) {
    return new Reconciliation(
        new Reconciliation.Counts(
            sent, delivered, Math.max(0, sent - delivered), duplicated, outOfOrder, unreadable),
        firstDueNanos,
        lastArrivalNanos,
        latencyMicros);
  }
}
