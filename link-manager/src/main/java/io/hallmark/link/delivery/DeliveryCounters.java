package io.hallmark.link.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What became of messages and frames. Safe for concurrent use. */
final class DeliveryCounters {
  private static final String MESSAGES = "hallmark.link.messages";

  /** Those that say that somebody sends what is not for this cluster, or forges. */
  private static final List<String> IGNORED =
      List.of("foreign_lane", "kind", "malformed", "no_member", "not_sealed");

  private final MeterRegistry metrics;

  /** Messages framed for a peer for the first time or again. */
  final Counter sent;

  /** Messages of ours that a peer, or this cluster, holds for good. */
  final Counter delivered;

  /** Messages that were appended to {@code p2p.in}. */
  final Counter received;

  /** Messages that came again. */
  final Counter duplicates;

  final Counter rejected;
  final Counter expired;

  /** Records of {@code p2p.out} that are no OutboundMessage. */
  final Counter malformed;

  /** Frames sent again. */
  final Counter resends;

  /** Frames that the bus did not take. */
  final Counter lost;

  /** Batches that were undone and begun again. */
  final Counter restarts;

  DeliveryCounters(MeterRegistry metrics) {
    this.metrics = metrics;
    this.sent = messages("sent");
    this.delivered = messages("delivered");
    this.received = messages("received");
    this.duplicates = messages("duplicate");
    this.rejected = messages("rejected");
    this.expired = messages("expired");
    this.malformed = messages("malformed");
    this.resends = Counter.builder("hallmark.link.resends").register(metrics);
    this.lost = Counter.builder("hallmark.link.frames.lost").register(metrics);
    this.restarts = Counter.builder("hallmark.link.restarts").register(metrics);
    // From the start: a rate over a counter that appears with its first increment misses it.
    IGNORED.forEach(this::ignored);
  }

  private Counter messages(String event) {
    return Counter.builder(MESSAGES).tag("event", event).register(metrics);
  }

  /** A frame that was not for us to act on. */
  void frameIgnored(String reason) {
    ignored(reason).increment();
  }

  private Counter ignored(String reason) {
    return Counter.builder("hallmark.link.frames.ignored").tag("reason", reason).register(metrics);
  }
}
