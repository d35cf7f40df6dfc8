package io.hallmark.tools.bench;

import java.io.PrintStream;
import java.time.Duration;

/**
 * How long and how loud.
 *
 * @param warmUp how long each contender runs before it is measured
 * @param measure how long each contender is measured in each round
 * @param rounds how often contenders take turns, so that a machine's moods meet them alike
 * @param talk where progress goes
 */
record BenchOptions(Duration warmUp, Duration measure, int rounds, PrintStream talk) {
  private static final int TURNS_MIN = 3;

  /** How many turns of {@code each} every contender has, in all rounds together; three at least. */
  int turns(Duration each) {
    return (int) Math.max(TURNS_MIN, measure.multipliedBy(rounds).dividedBy(each));
  }
}
