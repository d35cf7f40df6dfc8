package io.hallmark.messaging.topic;

/** What Kafka does with old records of a topic ({@code cleanup.policy}). */
public enum Cleanup {
  DELETE,
  COMPACT
}
