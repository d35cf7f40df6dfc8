package io.hallmark.tools.simulator;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a receiver waits for.
 *
 * @param group membership group
 * @param destination identity whose messages are counted
 * @param run the sender's run; empty: the run of the first message that arrives
 * @param messages how many to expect
 * @param fromBeginning whether what stands in {@code p2p.in} already counts, too
 * @param patience without any progress for so long, the rest is given up as lost
 * @param settle after the last message it listens for so long to duplicates
 */
public record Expectation(
    String group,
    String destination,
    OptionalLong run,
    long messages,
    boolean fromBeginning,
    Duration patience,
    Duration settle) {
  public static final Duration PATIENCE = Duration.ofSeconds(60);
  public static final Duration SETTLE = Duration.ofSeconds(1);

  public Expectation {
    if (messages < 0 || messages > Load.MESSAGES_MAX) {
      throw new IllegalArgumentException(
          "messages must be 0 to %d, got %d".formatted(Load.MESSAGES_MAX, messages));
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("the timeout must be longer than zero, got " + patience);
    }
  }

  /** All messages of a load, from now on, with the usual patience. */
  public static Expectation of(Load load) {
    return new Expectation(
        load.route().group(),
        load.route().destination(),
        OptionalLong.of(load.run()),
        load.messages(),
        false,
        PATIENCE,
        SETTLE);
  }
}
