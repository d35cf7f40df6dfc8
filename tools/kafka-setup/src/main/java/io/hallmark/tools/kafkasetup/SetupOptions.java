package io.hallmark.tools.kafkasetup;

import java.util.OptionalInt;

/**
 * How topics are to be made.
 *
 * @param partitions of topics that are spread over workers; empty: as they are where they exist,
 *     else as in the catalogue
 * @param replicationFactor of topics that are made
 * @param dryRun whether to say only what would be done
 */
public record SetupOptions(OptionalInt partitions, short replicationFactor, boolean dryRun) {
  public static final int PARTITIONS_MAX = 1000;

  /** One replica, partitions as in the catalogue: for a cluster on one machine. */
  public static final SetupOptions DEFAULT =
      new SetupOptions(OptionalInt.empty(), (short) 1, false);

  public SetupOptions {
    if (partitions.isPresent()
        && (partitions.getAsInt() < 1 || partitions.getAsInt() > PARTITIONS_MAX)) {
      throw new IllegalArgumentException(
          "partitions must be 1 to %d, got %d".formatted(PARTITIONS_MAX, partitions.getAsInt()));
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "replication factor must be at least 1, got " + replicationFactor);
    }
  }

  public SetupOptions withPartitions(int count) {
    return new SetupOptions(OptionalInt.of(count), replicationFactor, dryRun);
  }
}
