package io.hallmark.gateway.outbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted about sending. Safe for concurrent use. */
final class OutboundMetrics {
  private final MeterRegistry registry;
  private final Counter frames;
  private final Counter bytes;

  OutboundMetrics(MeterRegistry registry, FrameBuffer buffer) {
    this.registry = registry;
    this.frames = registry.counter("hallmark.gateway.frames", "direction", "out");
    this.bytes = registry.counter("hallmark.gateway.frame.bytes", "direction", "out");
    Gauge.builder("hallmark.gateway.buffered.bytes", buffer, FrameBuffer::inUse)
        .description("bytes of frames read from the bus and not yet delivered")
        .register(registry);
  }

  void sent(int count, long size) {
    frames.increment(count);
    bytes.increment((double) size);
  }

  void dropped(Dropped reason, int count) {
    registry.counter("hallmark.gateway.dropped.frames", "reason", reason.id()).increment(count);
  }

  void answered(String outcome) {
    registry.counter("hallmark.gateway.requests", "outcome", outcome).increment();
  }
}
