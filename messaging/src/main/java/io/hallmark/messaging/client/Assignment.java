package io.hallmark.messaging.client;

/** How a group's partitions are given to its members. */
public enum Assignment {
  /** Evenly, and with as few moves as possible. */
  SPREAD,
  /** Partition n of every topic with the same number of partitions to the same member. */
  RANGE
}
