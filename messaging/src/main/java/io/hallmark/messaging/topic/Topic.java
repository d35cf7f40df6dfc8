package io.hallmark.messaging.topic;

import java.time.Duration;
import java.util.Set;

/**
 * One topic of the catalogue.
 *
 * @param name Kafka's name of it
 * @param contents key → value, in words, for the printed table
 * @param cleanup what happens to old records
 * @param stateful whether the number of partitions is part of the state kept elsewhere, so that it
 *     is fixed at creation
 * @param partitions the number of partitions unless the operator chooses another
 * @param retention how long a record is kept; zero means for ever; ignored for compacted topics
 * @param writers roles that may write
 * @param readers roles that may read
 */
public record Topic(
    String name,
    String contents,
    Cleanup cleanup,
    boolean stateful,
    int partitions,
    Duration retention,
    Set<Role> writers,
    Set<Role> readers) {
  public Topic {
    writers = Set.copyOf(writers);
    readers = Set.copyOf(readers);
  }
}
