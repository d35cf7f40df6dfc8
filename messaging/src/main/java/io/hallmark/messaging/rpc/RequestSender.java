package io.hallmark.messaging.rpc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Puts attempts at calls on the bus. Safe for concurrent use. */
final class RequestSender {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String caller;
  private final ReplyAddress replies;
  private final long epoch;

  RequestSender(
      Producer<byte[], byte[]> producer,
      RpcClientSettings settings,
      ReplyAddress replies,
      long epoch) {
    this.producer = producer;
    this.topic = settings.requests().name();
    this.caller = settings.caller();
    this.replies = replies;
    this.epoch = epoch;
  }

  /**
   * Hands one attempt to the producer.
   *
   * @param failed runs when the bus does not take it, on the producer's thread or this one
   */
  void send(Call call, int attempt, int partition, Runnable failed) {
    Question question = call.question();
    ProducerRecord<byte[], byte[]> request =
        new ProducerRecord<>(topic, partition, bytes(question.key()), question.body().bytes());
    new RequestEnvelope(
            caller,
            replies.topic(),
            replies.partition(),
            new Correlation(epoch, call.sequence()),
            question.deadlineMillis(),
            attempt,
            question.traceparent())
        .writeTo(request.headers());
    try {
      // Not looked at: the callback has the fault.
      Future<RecordMetadata> unused =
          producer.send(
              request,
              (metadata, fault) -> {
                if (fault != null) {
                  failed.run();
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      // Full buffers, a record too large, a closed producer: this attempt is not under way.
      failed.run();
    }
  }

  private static byte[] bytes(String key) {
    return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
  }
}
