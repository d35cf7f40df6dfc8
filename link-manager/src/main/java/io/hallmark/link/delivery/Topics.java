package io.hallmark.link.delivery;

import io.hallmark.messaging.topic.TopicCatalogue;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The partitions of one number that belong together. */
final class Topics {
  /** What a link manager reads. */
  static final List<String> CONSUMED =
      List.of(TopicCatalogue.P2P_OUT.name(), TopicCatalogue.LINK_IN.name());

  private Topics() {}

  static TopicPartition out(int partition) {
    return new TopicPartition(TopicCatalogue.P2P_OUT.name(), partition);
  }

  static TopicPartition in(int partition) {
    return new TopicPartition(TopicCatalogue.LINK_IN.name(), partition);
  }

  static TopicPartition received(int partition) {
    return new TopicPartition(TopicCatalogue.P2P_RECEIVED.name(), partition);
  }

  static TopicPartition delivery(int partition) {
    return new TopicPartition(TopicCatalogue.P2P_DELIVERY.name(), partition);
  }

  static boolean isOut(TopicPartition partition) {
    return partition.topic().equals(TopicCatalogue.P2P_OUT.name());
  }
}
