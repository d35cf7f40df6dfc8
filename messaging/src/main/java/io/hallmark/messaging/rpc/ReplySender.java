package io.hallmark.messaging.rpc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts replies on the bus, and counts requests that are under way. Safe for concurrent use; closed
 * before its producer is.
 */
final class ReplySender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplySender.class);

  private final Producer<byte[], byte[]> producer;
  private final RpcServerMetrics metrics;
  private final AtomicInteger inFlight;
  private final ReplyOutbox<ProducerRecord<byte[], byte[]>> outbox;

  ReplySender(
      String name,
      Producer<byte[], byte[]> producer,
      RpcServerMetrics metrics,
      AtomicInteger inFlight) {
    this.producer = producer;
    this.metrics = metrics;
    this.inFlight = inFlight;
    outbox = new ReplyOutbox<>(name + "-outbox", this::produce, inFlight::get);
  }

  void send(RequestEnvelope to, RpcOutcome outcome) {
    Headers headers = new RecordHeaders();
    byte[] body = ReplyEnvelope.write(to.correlation(), to.attempt(), outcome, headers);
    outbox.send(
        new ProducerRecord<>(to.replyTopic(), to.replyPartition(), caller(to), body, headers));
  }

  private void produce(ProducerRecord<byte[], byte[]> reply) {
    try {
      // Not looked at: the callback has the fault.
      Future<RecordMetadata> unused = producer.send(reply, (metadata, fault) -> count(fault));
    } catch (RuntimeException e) {
      count(e); // Whatever it was: the thread that sends all replies of a crowd goes on.
    }
  }

  private static byte[] caller(RequestEnvelope to) {
    return to.caller().getBytes(StandardCharsets.UTF_8);
  }

  void finished() {
    inFlight.decrementAndGet();
  }

  /** The client's deadline stands in for a reply that the bus did not take. */
  private void count(Exception fault) {
    if (fault == null) {
      metrics.replied.increment();
    } else {
      metrics.unsent.increment();
      LOG.debug("reply not sent: {}", fault.getMessage());
    }
  }

  /** Sends what waits for company. Idempotent. */
  @Override
  public void close() {
    outbox.close();
  }
}
