package io.hallmark.commandline;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows in columns as wide as they need, with a heading. On a terminal the widest columns give way
 * until a row fits in a line; elsewhere nothing is cut. Confined to one thread.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int COLUMN_CHARS_MIN = 8;

  private final List<List<Tone.Cell>> rows = new ArrayList<>();
  private final Set<Integer> rightAligned = new HashSet<>();

  public Table(String... heading) {
    rows.add(Arrays.stream(heading).map(Tone.HEADING::of).toList());
  }

  /** Sets the columns of these headings to the right, as numbers are. */
  public Table right(String... headings) {
    List<String> names = rows.get(0).stream().map(Tone.Cell::text).toList();
    for (String heading : headings) {
      rightAligned.add(names.indexOf(heading));
    }
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells one for each heading: a {@link Tone.Cell}, or anything with a text
   */
  public Table row(Object... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns".formatted(cells.length, rows.get(0).size()));
    }
    rows.add(
        Arrays.stream(cells)
            .map(cell -> cell instanceof Tone.Cell toned ? toned : Tone.PLAIN.of(cell))
            .toList());
    return this;
  }

  public void print(PrintWriter out) {
    print(out, Terminal.ofProcess());
  }

  public void print(PrintWriter out, Terminal terminal) {
    int[] widths = widths(terminal.columns());
    for (List<Tone.Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String text = cut(row.get(i).text(), widths[i]);
        String blank = " ".repeat(widths[i] - length(text));
        String painted = row.get(i).tone().paint(text, terminal);
        line.append(i == 0 ? "" : GAP)
            .append(rightAligned.contains(i) ? blank + painted : painted + blank);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private int[] widths(int columns) {
    int[] widths = new int[rows.get(0).size()];
    for (List<Tone.Cell> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i).text()));
      }
    }
    long over =
        Arrays.stream(widths).asLongStream().sum() + (long) GAP.length() * (widths.length - 1);
    for (over -= columns; over > 0; over--) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= COLUMN_CHARS_MIN) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String cut(String text, int width) {
    return length(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }
}
