package io.hallmark.tools.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Does something until the JVM's compilers have little left to do with it: measured before that,
 * half of the processor is theirs, and figures show a quarter of what they will be.
 */
final class WarmUp {
  /** Of the slice's time; two compilers side by side can use 2.0. */
  private static final double COMPILING_MAX = 0.10;

  private static final Duration TIME_MAX = Duration.ofMinutes(3);
  private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

  private WarmUp() {}

  /** What is done for so long. */
  interface Slice {
    void run(Duration time) throws Exception;
  }

  /**
   * Runs slices of {@code each}: one at least, and no more after three minutes, however busy the
   * compilers are.
   */
  static void settle(Duration each, Slice slice) throws Exception {
    long start = System.nanoTime();
    double compiling;
    do {
      long before = COMPILERS.getTotalCompilationTime();
      long begun = System.nanoTime();
      slice.run(each);
      double millis = (System.nanoTime() - begun) / 1e6;
      compiling = (COMPILERS.getTotalCompilationTime() - before) / millis;
    } while (compiling > COMPILING_MAX && System.nanoTime() - start < TIME_MAX.toNanos());
  }
}
