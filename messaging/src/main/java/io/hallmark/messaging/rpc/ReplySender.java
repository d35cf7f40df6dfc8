package io.hallmark.messaging.rpc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts replies on the bus. Safe for concurrent use; closed before its producer is. */
final class ReplySender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplySender.class);

  private final Producer<byte[], byte[]> producer;
  private final RpcServerMetrics metrics;
  private final ReplyOutbox<Reply> outbox;

  /** A reply and what to do where the bus does not take it. */
  private record Reply(ProducerRecord<byte[], byte[]> record, Runnable lost) {}

  /**
   * @param inHand how many requests the server works on or has yet to
   */
  ReplySender(
      String name,
      Producer<byte[], byte[]> producer,
      RpcServerMetrics metrics,
      IntSupplier inHand) {
    this.producer = producer;
    this.metrics = metrics;
    outbox = new ReplyOutbox<>(name + "-outbox", this::produce, inHand);
  }

  /**
   * Sends the answer.
   *
   * @param patienceNanos how long it may wait for others where there is a crowd, within bounds
   * @param lost runs where the bus did not take it, on any thread
   */
  void send(RequestEnvelope to, RpcOutcome outcome, long patienceNanos, Runnable lost) {
    Headers headers = new RecordHeaders();
    byte[] body = ReplyEnvelope.write(to.correlation(), to.attempt(), outcome, headers);
    ProducerRecord<byte[], byte[]> reply =
        new ProducerRecord<>(to.replyTopic(), to.replyPartition(), caller(to), body, headers);
    outbox.send(new Reply(reply, lost), patienceNanos);
  }

  private void produce(Reply reply) {
    try {
      // Not looked at: the callback has the fault.
      Future<RecordMetadata> unused =
          producer.send(reply.record(), (metadata, fault) -> count(fault, reply.lost()));
    } catch (RuntimeException e) {
      count(
          e,
          reply.lost()); // Whatever it was: the thread that sends all replies of a crowd goes on.
    }
  }

  private static byte[] caller(RequestEnvelope to) {
    return to.caller().getBytes(StandardCharsets.UTF_8);
  }

  /** The client's deadline stands in for a reply that the bus did not take. */
  private void count(Exception fault, Runnable lost) {
    if (fault == null) {
      metrics.replied.increment();
    } else {
      metrics.unsent.increment();
      lost.run();
      LOG.debug("reply not sent: {}", fault.getMessage());
    }
  }

  /** Sends what waits for company. Idempotent. */
  @Override
  public void close() {
    outbox.close();
  }
}
