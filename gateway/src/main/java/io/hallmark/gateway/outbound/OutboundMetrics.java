package io.hallmark.gateway.outbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What is counted about sending. Safe for concurrent use. */
final class OutboundMetrics {
  private final MeterRegistry registry;
  private final Counter frames;
  private final Counter bytes;
  private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);

  OutboundMetrics(MeterRegistry registry, FrameBuffer buffer) {
    this.registry = registry;
    this.frames = registry.counter("hallmark.gateway.frames", "direction", "out");
    this.bytes = registry.counter("hallmark.gateway.frame.bytes", "direction", "out");
    // All from the start: a rate over a counter that appears with its first increment misses it.
    for (Dropped reason : Dropped.values()) {
      dropped.put(
          reason, registry.counter("hallmark.gateway.dropped.frames", "reason", reason.id()));
    }
    Gauge.builder("hallmark.gateway.buffered.bytes", buffer, FrameBuffer::inUse)
        .description("bytes of frames read from the bus and not yet delivered")
        .register(registry);
  }

  void sent(int count, long size) {
    frames.increment(count);
    bytes.increment((double) size);
  }

  void dropped(Dropped reason, int count) {
    dropped.get(reason).increment(count);
  }

  void answered(String outcome) {
    registry.counter("hallmark.gateway.requests", "outcome", outcome).increment();
  }
}
