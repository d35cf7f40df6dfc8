package io.hallmark.tools.bench;

import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;

/**
 * Runs contenders until the JVM's compilers have little left to do with them: measured before that,
 * half of the processor is theirs, and figures show a quarter of what they will be.
 */
final class WarmUp {
  /** Of the time of a round; two compilers side by side can use 2.0. */
  private static final double COMPILING_MAX = 0.10;

  /** Rounds in a row: compilers rest between what they do, too. */
  private static final int CALM_ROUNDS = 2;

  private static final Duration TIME_MAX = Duration.ofMinutes(4);
  private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

  private WarmUp() {}

  /**
   * Lets them take turns of {@code turn}: each twice at least, and no more after four minutes,
   * however busy the compilers are.
   */
  static void settle(Duration turn, Collection<Contender> contenders, PrintStream talk)
      throws Exception {
    long start = System.nanoTime();
    int calm = 0;
    while (calm < CALM_ROUNDS && System.nanoTime() - start < TIME_MAX.toNanos()) {
      double compiling = compilingDuring(turn, contenders);
      calm = compiling <= COMPILING_MAX ? calm + 1 : 0;
      talk.printf("warming up: %.0f %% of a processor compiles%n", 100 * compiling);
    }
  }

  private static double compilingDuring(Duration turn, Collection<Contender> contenders)
      throws Exception {
    long before = COMPILERS.getTotalCompilationTime();
    long begun = System.nanoTime();
    for (Contender each : contenders) {
      each.run(turn);
    }
    double millis = (System.nanoTime() - begun) / 1e6;
    return (COMPILERS.getTotalCompilationTime() - before) / millis;
  }
}
