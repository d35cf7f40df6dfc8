package io.hallmark.messaging.rpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** What a client counts, per request topic. Safe for concurrent use. */
final class RpcClientMetrics {
  final Timer answered;
  final Counter repeated;
  final Counter expired;
  final Counter turnedAway;
  final Counter foreign;
  final Counter late;
  final Counter malformed;
  final Counter schemaUnknown;

  RpcClientMetrics(MeterRegistry registry, String topic, Supplier<Number> inFlight) {
    Tags tags = Tags.of("topic", topic);
    answered =
        Timer.builder("hallmark.rpc.client.answered")
            .description("Time from the call to its answer")
            .tags(tags)
            .register(registry);
    repeated = counter(registry, tags, "repeated", "Requests sent again, unanswered for too long");
    expired = counter(registry, tags, "expired", "Requests without an answer by their deadline");
    turnedAway = counter(registry, tags, "turned.away", "Calls when the client was full or away");
    foreign = counter(registry, tags, "foreign", "Replies to other instances, skipped");
    late = counter(registry, tags, "late", "Replies to requests that wait no more, skipped");
    malformed = counter(registry, tags, "malformed", "Replies that could not be read");
    schemaUnknown = counter(registry, tags, "schema.unknown", "Replies whose schema is not known");
    Gauge.builder("hallmark.rpc.client.in.flight", inFlight)
        .description("Requests that wait for an answer")
        .tags(tags)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, Tags tags, String name, String what) {
    return Counter.builder("hallmark.rpc.client." + name)
        .description(what)
        .tags(tags)
        .register(registry);
  }
}
