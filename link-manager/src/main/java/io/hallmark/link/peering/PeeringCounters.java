package io.hallmark.link.peering;

import io.hallmark.link.handshake.HandshakeFailure;
import io.hallmark.link.session.SessionFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What became of handshakes and sealed records. Safe for concurrent use. */
public final class PeeringCounters {
  private final MeterRegistry metrics;

  public PeeringCounters(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void established(Role role) {
    handshake(role, "established");
  }

  void failed(Role role, HandshakeFailure reason) {
    handshake(role, reason.name().toLowerCase(Locale.ROOT));
  }

  void handshake(Role role, String outcome) {
    Counter.builder("hallmark.link.handshakes")
        .tag("role", role.name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome)
        .register(metrics)
        .increment();
  }

  void notOpened(SessionFailure reason) {
    notOpened(reason.name().toLowerCase(Locale.ROOT));
  }

  void notOpened(String reason) {
    Counter.builder("hallmark.link.session.failures")
        .tag("reason", reason)
        .register(metrics)
        .increment();
  }

  /** Which side of a handshake. */
  enum Role {
    INITIATOR,
    RESPONDER
  }
}
