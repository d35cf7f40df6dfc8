package io.hallmark.messaging.membership;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * A group of organisations that exchange messages. Immutable.
 *
 * @param trustRoots certificates that its members' TLS certificates must chain to; at least one
 * @param payloadBytesMax largest payload of a message
 * @param eventHorizon how long a peer may be away before its parked messages expire
 */
public record Group(
    String id, List<X509Certificate> trustRoots, int payloadBytesMax, Duration eventHorizon) {
  public static final int PAYLOAD_BYTES_MAX_DEFAULT = 900_000;
  public static final Duration EVENT_HORIZON_DEFAULT = Duration.ofDays(7);

  public Group {
    Names.requireGroup(id);
    trustRoots = List.copyOf(trustRoots);
    if (trustRoots.isEmpty()) {
      throw new IllegalArgumentException("group %s has no trust root".formatted(id));
    }
    if (payloadBytesMax < 1) {
      throw new IllegalArgumentException(
          "group %s: payloadBytesMax must be at least 1, got %d".formatted(id, payloadBytesMax));
    }
    if (eventHorizon.isNegative() || eventHorizon.isZero()) {
      throw new IllegalArgumentException(
          "group %s: eventHorizon must be positive, got %s".formatted(id, eventHorizon));
    }
  }
}
