package io.hallmark.tools.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Shows how far something is: a bar that redraws itself on a terminal, a plain line every few
 * seconds elsewhere. Safe for concurrent use.
 */
public final class Progress implements LongConsumer, AutoCloseable {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BAR_CELLS = 30;

  private final String label;
  private final long total;
  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long shownNanos;
  private long done;
  private boolean closed;

  Progress(String label, long total, PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.label = label;
    this.total = total;
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.shownNanos = startNanos;
  }

  /** Progress on {@code err}, which is taken for the process's standard error. */
  public static Progress on(PrintWriter err, String label, long total) {
    return new Progress(label, total, err, isTerminal(), System::nanoTime);
  }

  /** Says how many are done by now; draws no more often than a person can read. */
  @Override
  public synchronized void accept(long doneNow) {
    done = doneNow;
    long now = nanoTime.getAsLong();
    if (!closed && now - shownNanos >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
      shownNanos = now;
      draw(now);
    }
  }

  /** Draws the last state and ends the line. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    draw(nanoTime.getAsLong());
    if (terminal) {
      out.println();
    }
    out.flush();
  }

  private void draw(long now) {
    double perSecond = done * 1e9 / Math.max(1, now - startNanos);
    String figures = String.format(Locale.ROOT, "%,d of %,d, %,.0f/s", done, total, perSecond);
    if (terminal) {
      int cells = (int) Math.min(BAR_CELLS, BAR_CELLS * done / Math.max(1, total));
      String bar = "#".repeat(cells) + ".".repeat(BAR_CELLS - cells);
      // ESC [ K clears what a longer line left behind.
      out.print("\r%s [%s] %s\u001b[K".formatted(label, bar, figures));
    } else {
      out.println(label + ": " + figures);
    }
    out.flush();
  }

  /** Java knows nothing of standard error, so Linux is asked; elsewhere lines do no harm. */
  private static boolean isTerminal() {
    Path standardError = Path.of("/proc/self/fd/2");
    try {
      if (Files.isSymbolicLink(standardError)) {
        String target = Files.readSymbolicLink(standardError).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }
}
