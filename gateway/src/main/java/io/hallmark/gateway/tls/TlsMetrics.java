package io.hallmark.gateway.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What is counted about handshakes. Safe for concurrent use. */
public final class TlsMetrics {
  private final MeterRegistry registry;
  private final Map<Refused, Counter> refused = new EnumMap<>(Refused.class);

  public TlsMetrics(MeterRegistry registry, SignatureBudget budget) {
    this.registry = registry;
    // All from the start: a rate over a counter that appears with its first increment misses it.
    for (Refused reason : Refused.values()) {
      refused.put(reason, registry.counter("hallmark.gateway.refused", "reason", reason.id()));
    }
    Gauge.builder("hallmark.gateway.signatures.inflight", budget, SignatureBudget::inFlight)
        .description("CertificateVerify signatures asked for and not yet made")
        .register(registry);
  }

  void handshake(Side side, String outcome) {
    registry
        .counter("hallmark.gateway.handshakes", "side", side.id(), "outcome", outcome)
        .increment();
  }

  void signature(Side side, String outcome) {
    registry
        .counter("hallmark.gateway.signatures", "side", side.id(), "outcome", outcome)
        .increment();
  }

  /** Something was turned away before it could ask for anything. */
  public void refused(Refused reason) {
    refused.get(reason).increment();
  }
}
