package io.hallmark.commandline;

import java.io.PrintWriter;

/** Something that people read: a table, or blocks of lines. */
public interface Display {
  /** Fits itself to the terminal; in a file or a pipe nothing is folded or coloured. */
  void print(PrintWriter out, Terminal terminal);

  default void print(PrintWriter out) {
    print(out, Terminal.ofProcess());
  }
}
