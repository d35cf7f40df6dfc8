package io.hallmark.link.peering;

import io.hallmark.link.handshake.HandshakeFailure;
import io.hallmark.link.session.SessionFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What became of handshakes and sealed records. Safe for concurrent use. */
public final class PeeringCounters {
  private static final String ESTABLISHED = "established";

  private final MeterRegistry metrics;

  public PeeringCounters(MeterRegistry metrics) {
    this.metrics = metrics;
    // All from the start: a rate over a counter that appears with its first increment misses it.
    for (SessionFailure reason : SessionFailure.values()) {
      failures(id(reason));
    }
    for (Role role : Role.values()) {
      handshakes(role, ESTABLISHED);
    }
  }

  void established(Role role) {
    handshake(role, ESTABLISHED);
  }

  void failed(Role role, HandshakeFailure reason) {
    handshake(role, reason.name().toLowerCase(Locale.ROOT));
  }

  void handshake(Role role, String outcome) {
    handshakes(role, outcome).increment();
  }

  void notOpened(SessionFailure reason) {
    notOpened(id(reason));
  }

  void notOpened(String reason) {
    failures(reason).increment();
  }

  private Counter handshakes(Role role, String outcome) {
    return Counter.builder("hallmark.link.handshakes")
        .tag("role", role.name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome)
        .register(metrics);
  }

  private Counter failures(String reason) {
    return Counter.builder("hallmark.link.session.failures")
        .tag("reason", reason)
        .register(metrics);
  }

  private static String id(SessionFailure reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /** Which side of a handshake. */
  enum Role {
    INITIATOR,
    RESPONDER
  }
}
