package io.hallmark.messaging.topic;

import java.util.Set;

/**
 * What one role may do with one topic, or with all topics whose names begin alike. The source of
 * Kafka's ACLs.
 *
 * @param name the topic's name, or the beginning of it
 * @param prefix whether {@code name} is the beginning of names
 * @param operations what is allowed
 */
public record TopicAccess(String name, boolean prefix, Set<Operation> operations) {
  /** What can be allowed. Each includes DESCRIBE, as in Kafka. */
  public enum Operation {
    READ,
    WRITE,
    CREATE
  }

  public TopicAccess {
    operations = Set.copyOf(operations);
  }
}
