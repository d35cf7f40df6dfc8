package io.hallmark.gateway.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What is counted about requests. Safe for concurrent use. */
final class InboundMetrics {
  private final MeterRegistry registry;
  private final Counter frames;
  private final Counter bytes;

  InboundMetrics(MeterRegistry registry, ConnectionCount connections, PendingBytes pending) {
    this.registry = registry;
    this.frames = registry.counter("hallmark.gateway.frames", "direction", "in");
    this.bytes = registry.counter("hallmark.gateway.frame.bytes", "direction", "in");
    Gauge.builder("hallmark.gateway.connections", connections, ConnectionCount::open)
        .description("open connections of peers")
        .register(registry);
    Gauge.builder("hallmark.gateway.pending.bytes", pending, PendingBytes::inUse)
        .description("bytes of requests that are not answered yet")
        .register(registry);
  }

  void answered(HttpResponseStatus status) {
    registry
        .counter("hallmark.gateway.posts", "status", Integer.toString(status.code()))
        .increment();
  }

  void stored(int count, int size) {
    frames.increment(count);
    bytes.increment(size);
  }
}
