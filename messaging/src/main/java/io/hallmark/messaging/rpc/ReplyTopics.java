package io.hallmark.messaging.rpc;

import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Where a request may have its answer sent. A server can write to more topics than its callers may,
 * so an address out of a request's headers is taken only if the catalogue gives that topic to those
 * who write the request topic; and only if the partition exists, since a producer would wait for
 * one that does not. Confined to the poll thread.
 */
final class ReplyTopics {
  private final Map<String, Set<String>> allowed;
  private final Map<String, Integer> partitions = new HashMap<>();

  ReplyTopics(List<Topic> requests) {
    allowed =
        requests.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Topic::name,
                    request ->
                        TopicCatalogue.repliesTo(request).stream()
                            .map(Topic::name)
                            .collect(Collectors.toUnmodifiableSet())));
  }

  /** Learns how many partitions there are now, where the producer knows. */
  void refresh(Producer<byte[], byte[]> producer) {
    allowed.values().stream().flatMap(Set::stream).distinct().forEach(t -> refresh(producer, t));
  }

  private void refresh(Producer<byte[], byte[]> producer, String topic) {
    try {
      partitions.put(topic, producer.partitionsFor(topic).size());
    } catch (KafkaException e) {
      // Not there, or not known yet: nobody is answered there until it is.
      partitions.remove(topic);
    }
  }

  /** Whether every request topic has a reply topic that exists. */
  boolean isReady() {
    return allowed.values().stream()
        .allMatch(names -> names.stream().anyMatch(partitions::containsKey));
  }

  boolean allows(String requestTopic, RequestEnvelope request) {
    Integer count = partitions.get(request.replyTopic());
    return count != null
        && request.replyPartition() >= 0
        && request.replyPartition() < count
        && allowed.get(requestTopic).contains(request.replyTopic());
  }
}
