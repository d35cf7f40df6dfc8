package io.hallmark.messaging.rpc;

import io.hallmark.messaging.schema.Translation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests off records and hands them to the handler. Confined to the poll thread. */
final class RequestDispatcher {
  private static final Duration RETRY_AFTER = Duration.ofMillis(50);
  private static final Duration SCHEMA_RETRY_AFTER = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

  private final RpcHandler handler;
  private final int inFlightMax;
  private final ReplyTopics replyTopics;
  private final ReplySender replies;
  private final KnownRequests known;
  private final RpcServerMetrics metrics;
  private final Clock clock;
  private final Translation translation;
  private final AwaitedSchemas<Taken> awaited;

  /** A request that was taken and is not yet with the handler. */
  private record Taken(String topic, RequestEnvelope envelope, PendingRequest pending) {
    /** For a log. */
    @Override
    public String toString() {
      return "request of %s on %s".formatted(envelope.caller(), topic);
    }
  }

  RequestDispatcher(
      RpcHandler handler,
      int inFlightMax,
      ReplyTopics replyTopics,
      ReplySender replies,
      KnownRequests known,
      RpcServerMetrics metrics,
      Clock clock,
      Translation translation) {
    this.handler = handler;
    this.inFlightMax = inFlightMax;
    this.replyTopics = replyTopics;
    this.replies = replies;
    this.known = known;
    this.metrics = metrics;
    this.clock = clock;
    this.translation = translation;
    this.awaited = new AwaitedSchemas<>(translation, new OfOtherVersions());
  }

  /** How long the next poll may take. */
  Duration poll(Duration usual) {
    return awaited.poll(usual);
  }

  /** Goes on with requests of other versions whose schema has come. */
  void lookAgain() {
    awaited.lookAgain();
  }

  /** Answers those that wait for their schema; another server may know it. */
  void stop() {
    awaited.stop();
  }

  void accept(ConsumerRecord<byte[], byte[]> record, RequestProgress progress) {
    RequestEnvelope envelope = read(record);
    if (envelope == null) {
      metrics.malformed.increment();
      progress.passed(record.offset());
    } else if (clock.millis() >= envelope.deadlineMillis()) {
      metrics.expired.increment();
      progress.passed(record.offset());
    } else if (known.answers(envelope, record.value())) {
      // Committed though the other may not be: with this server gone that one is asked again.
      metrics.leftOut.increment();
      progress.passed(record.offset());
    } else if (known.inHand() >= inFlightMax) {
      metrics.turnedAway.increment();
      progress.passed(record.offset());
      replies.send(
          envelope, new RpcOutcome.Unavailable(RpcCodes.SERVER_FULL, RETRY_AFTER), 0, () -> {});
    } else {
      dispatch(record, envelope, progress);
    }
  }

  private void dispatch(
      ConsumerRecord<byte[], byte[]> record, RequestEnvelope envelope, RequestProgress progress) {
    PendingRequest pending =
        new PendingRequest(envelope, record.value(), record.offset(), replies, known);
    known.begin(pending);
    progress.opened(pending, record.offset());
    if (translation.isOwn(record.value())) {
      hand(record.topic(), envelope, pending, record.value());
    } else {
      awaited.take(
          new Taken(record.topic(), envelope, pending), record.value(), patienceNanos(envelope));
    }
  }

  /** Half of what is left: so long that it helps, so short that the answer still comes in time. */
  private long patienceNanos(RequestEnvelope envelope) {
    return TimeUnit.MILLISECONDS.toNanos(
        Math.min(envelope.deadlineMillis() - clock.millis(), 2 * AwaitedSchemas.WAIT_MAX.toMillis())
            / 2);
  }

  private void hand(String topic, RequestEnvelope envelope, PendingRequest pending, byte[] body) {
    metrics.received.increment();
    RpcRequest request =
        new RpcRequest(
            topic,
            envelope.caller(),
            Instant.ofEpochMilli(envelope.deadlineMillis()),
            envelope.attempt(),
            envelope.traceparent(),
            Body.wrap(body));
    try {
      handler.handle(request, pending);
    } catch (RuntimeException e) {
      // One request that breaks the handler must not take the others with it.
      metrics.faults.increment();
      LOG.error("handler failed on a request of {} on {}", request.caller(), request.topic(), e);
      pending.respond(new RpcOutcome.Refused(RpcCodes.SERVER_FAULT, "fault of the server"));
    }
  }

  /** The envelope, or null when there is none that could be answered. */
  private RequestEnvelope read(ConsumerRecord<byte[], byte[]> record) {
    try {
      RequestEnvelope envelope = RequestEnvelope.read(record.headers());
      if (record.value() == null) {
        throw new MalformedEnvelopeException("there is no body");
      }
      if (!replyTopics.allows(record.topic(), envelope)) {
        throw new MalformedEnvelopeException(
            "replies to it may not go to %s-%d"
                .formatted(envelope.replyTopic(), envelope.replyPartition()));
      }
      return envelope;
    } catch (MalformedEnvelopeException e) {
      LOG.warn(
          "request at {}-{} offset {} is dropped: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return null;
    }
  }

  private final class OfOtherVersions implements AwaitedSchemas.Outcomes<Taken> {
    @Override
    public void readable(Taken of, byte[] body) {
      hand(of.topic(), of.envelope(), of.pending(), body);
    }

    @Override
    public void unreadable(Taken of) {
      metrics.schemaUnknown.increment();
      of.pending().respond(new RpcOutcome.Unavailable(RpcCodes.SCHEMA_UNKNOWN, SCHEMA_RETRY_AFTER));
    }
  }
}
