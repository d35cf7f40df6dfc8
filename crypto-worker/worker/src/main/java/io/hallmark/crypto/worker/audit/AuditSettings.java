package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.SigningClient;
import java.time.Duration;

/**
 * How far the audit may fall behind. Immutable.
 *
 * @param unwrittenMax acts that may wait for the bus to take their entries, those at hand included;
 *     at this many nothing is signed until some are written. A batch is as many acts as it has
 *     contents, so that no batch is larger than the least bound
 * @param unwrittenFor how long the oldest entry may wait before nothing is signed any more
 * @param headEvery how often the chain's head is signed while the chain grows
 * @param unsignedFor how long a head that is due may go without its signature before nothing is
 *     signed any more
 */
public record AuditSettings(
    int unwrittenMax, Duration unwrittenFor, Duration headEvery, Duration unsignedFor) {
  public static final int UNWRITTEN_LEAST = SigningClient.BATCH_MAX;
  public static final int UNWRITTEN_LIMIT = 1_000_000;
  public static final Duration UNWRITTEN_FOR_LIMIT = Duration.ofHours(1);
  public static final Duration HEAD_EVERY_LIMIT = Duration.ofHours(1);
  public static final Duration UNSIGNED_FOR_LIMIT = Duration.ofHours(1);
  private static final Duration LEAST = Duration.ofMillis(100);

  public static final AuditSettings DEFAULT =
      new AuditSettings(
          20_000, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(10));

  public AuditSettings {
    if (unwrittenMax < UNWRITTEN_LEAST || unwrittenMax > UNWRITTEN_LIMIT) {
      throw new IllegalArgumentException(
          "audit.unwrittenMax must be %d to %d, got %d"
              .formatted(UNWRITTEN_LEAST, UNWRITTEN_LIMIT, unwrittenMax));
    }
    check("audit.unwrittenFor", unwrittenFor, UNWRITTEN_FOR_LIMIT);
    check("audit.headEvery", headEvery, HEAD_EVERY_LIMIT);
    check("audit.unsignedFor", unsignedFor, UNSIGNED_FOR_LIMIT);
  }

  private static void check(String key, Duration value, Duration limit) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(limit) > 0) {
      throw new IllegalArgumentException(
          "%s must be %d ms to %d s, got %d ms"
              .formatted(key, LEAST.toMillis(), limit.toSeconds(), value.toMillis()));
    }
  }
}
