package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many Hellos each peer may send: a bucket of tokens per authenticated peer, asked before a
 * signature is spent. Remembers a bounded number of peers, and forgets the one that was quiet the
 * longest. Safe for concurrent use.
 */
public final class HelloLimit {
  /** How many peers are remembered. */
  public static final int PEERS_MAX = 10_000;

  private final int burst;
  private final Duration interval;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * The same limit for every peer.
   *
   * @param burst Hellos that may come at once: a peer that restarts renews all its lanes
   * @param interval until one more is allowed
   */
  public HelloLimit(int burst, Duration interval) {
    requireNonNull(interval, "interval");
    if (burst < 1 || interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          "hello limit needs a burst of 1 or more and a positive interval, got %d and %s"
              .formatted(burst, interval));
    }
    this.burst = burst;
    this.interval = interval;
  }

  /** Whether one more Hello of this peer is allowed now. */
  public synchronized boolean admits(String peer, Instant now) {
    Bucket bucket = buckets.computeIfAbsent(peer, name -> new Bucket(burst, now));
    if (buckets.size() > PEERS_MAX) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    return bucket.take(now);
  }

  private final class Bucket {
    private long tokens;
    private Instant filled;

    Bucket(long tokens, Instant filled) {
      this.tokens = tokens;
      this.filled = filled;
    }

    boolean take(Instant now) {
      refill(now);
      if (tokens == 0) {
        return false;
      }
      tokens--;
      return true;
    }

    private void refill(Instant now) {
      long more = Math.max(0, Duration.between(filled, now).dividedBy(interval));
      tokens = Math.min(burst, tokens + more);
      filled = filled.plus(interval.multipliedBy(more));
    }
  }
}
