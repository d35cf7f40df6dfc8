package io.hallmark.messaging.rpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests off records and hands them to the handler. Confined to the poll thread. */
final class RequestDispatcher {
  private static final Duration RETRY_AFTER = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

  private final RpcHandler handler;
  private final int inFlightMax;
  private final ReplyTopics replyTopics;
  private final ReplySender replies;
  private final AtomicInteger inFlight;
  private final RpcServerMetrics metrics;
  private final Clock clock;

  RequestDispatcher(
      RpcHandler handler,
      int inFlightMax,
      ReplyTopics replyTopics,
      ReplySender replies,
      AtomicInteger inFlight,
      RpcServerMetrics metrics,
      Clock clock) {
    this.handler = handler;
    this.inFlightMax = inFlightMax;
    this.replyTopics = replyTopics;
    this.replies = replies;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.clock = clock;
  }

  void accept(ConsumerRecord<byte[], byte[]> record, RequestProgress progress) {
    RequestEnvelope envelope = read(record);
    if (envelope == null) {
      metrics.malformed.increment();
      progress.passed(record.offset());
    } else if (clock.millis() >= envelope.deadlineMillis()) {
      metrics.expired.increment();
      progress.passed(record.offset());
    } else if (inFlight.get() >= inFlightMax) {
      metrics.turnedAway.increment();
      progress.passed(record.offset());
      replies.send(envelope, new RpcOutcome.Unavailable(RpcCodes.SERVER_FULL, RETRY_AFTER));
    } else {
      dispatch(record, envelope, progress);
    }
  }

  private void dispatch(
      ConsumerRecord<byte[], byte[]> record, RequestEnvelope envelope, RequestProgress progress) {
    PendingRequest pending = new PendingRequest(envelope, record.offset(), replies);
    inFlight.incrementAndGet();
    progress.opened(pending, record.offset());
    metrics.received.increment();
    RpcRequest request =
        new RpcRequest(
            record.topic(),
            envelope.caller(),
            Instant.ofEpochMilli(envelope.deadlineMillis()),
            envelope.attempt(),
            envelope.traceparent(),
            Body.wrap(record.value()));
    try {
      handler.handle(request, pending);
    } catch (RuntimeException e) {
      // One request that breaks the handler must not take the others with it.
      metrics.faults.increment();
      LOG.error("handler failed on a request of {} on {}", request.caller(), record.topic(), e);
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
}
