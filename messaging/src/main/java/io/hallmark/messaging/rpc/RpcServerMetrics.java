package io.hallmark.messaging.rpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;

/** What a server counts, per group. Safe for concurrent use. */
final class RpcServerMetrics {
  final Counter received;
  final Counter replied;
  final Counter unsent;
  final Counter expired;
  final Counter leftOut;
  final Counter turnedAway;
  final Counter malformed;
  final Counter faults;
  final Counter schemaUnknown;

  RpcServerMetrics(MeterRegistry registry, String groupId, Supplier<Number> inFlight) {
    Tags tags = Tags.of("group", groupId);
    received = counter(registry, tags, "received", "Requests handed to the handler");
    replied = counter(registry, tags, "replied", "Replies that the bus has taken");
    unsent = counter(registry, tags, "unsent", "Replies that the bus has not taken");
    expired = counter(registry, tags, "expired", "Requests dropped after their deadline");
    leftOut =
        counter(
            registry, tags, "left.out", "Requests left out: the answer to their call is under way");
    turnedAway = counter(registry, tags, "turned.away", "Requests answered: too many in flight");
    malformed = counter(registry, tags, "malformed", "Requests that could not be read, dropped");
    faults = counter(registry, tags, "faults", "Requests whose handler threw");
    schemaUnknown =
        counter(registry, tags, "schema.unknown", "Requests answered: their schema is not known");
    Gauge.builder("hallmark.rpc.server.in.flight", inFlight)
        .description("Requests that are with the handler")
        .tags(tags)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, Tags tags, String name, String what) {
    return Counter.builder("hallmark.rpc.server." + name)
        .description(what)
        .tags(tags)
        .register(registry);
  }
}
