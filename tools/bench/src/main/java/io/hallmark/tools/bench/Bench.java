package io.hallmark.tools.bench;

/** One benchmark: ours beside what it is held against, measured in one run. */
interface Bench {
  /** What it is called on the command line. */
  String name();

  /** One line: what is measured against what. */
  String about();

  /** Measures, saying on standard error what it is at, and returns the figures. */
  BenchReport run(BenchOptions options) throws Exception;
}
