package io.hallmark.messaging.rpc;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** The partition of a reply topic that one instance reads. */
record ReplyAddress(String topic, int partition) {
  /** Several instances may share one; each skips what is for the others. */
  static ReplyAddress of(String topic, String caller, int partitions) {
    int hash = Utils.murmur2(caller.getBytes(StandardCharsets.UTF_8));
    return new ReplyAddress(topic, Utils.toPositive(hash) % partitions);
  }
}
