package io.hallmark.commandline;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows in columns as wide as they need, with a heading. On a terminal the widest columns give way
 * until a row fits, and their texts go on below; words are broken only where it does not fit
 * otherwise. Elsewhere a row is one line. Nothing is ever cut. Confined to one thread.
 */
public final class Table implements Display {
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

  @Override
  public void print(PrintWriter out, Terminal terminal) {
    int[] widths = widths(terminal.columns());
    for (List<Tone.Cell> row : rows) {
      List<List<String>> folded = new ArrayList<>();
      for (int i = 0; i < widths.length; i++) {
        folded.add(Folding.fold(row.get(i).text(), widths[i]));
      }
      int height = folded.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < height; i++) {
        out.println(line(row, folded, i, widths, terminal));
      }
    }
    out.flush();
  }

  private String line(
      List<Tone.Cell> row, List<List<String>> folded, int number, int[] widths, Terminal terminal) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      List<String> texts = folded.get(i);
      String text = number < texts.size() ? texts.get(number) : "";
      String blank = " ".repeat(widths[i] - Folding.length(text));
      String painted = row.get(i).tone().paint(text, terminal);
      line.append(i == 0 ? "" : GAP)
          .append(rightAligned.contains(i) ? blank + painted : painted + blank);
    }
    return line.toString().stripTrailing();
  }

  private int[] widths(int columns) {
    int[] widths = new int[rows.get(0).size()];
    for (List<Tone.Cell> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Folding.length(row.get(i).text()));
      }
    }
    long over =
        Arrays.stream(widths).asLongStream().sum() + (long) GAP.length() * (widths.length - 1);
    over = shrunk(widths, words(), over - columns);
    int[] least = new int[widths.length];
    Arrays.fill(least, COLUMN_CHARS_MIN);
    shrunk(widths, least, over);
    return widths;
  }

  /** The widest word of each column: narrower than that it would break in two. */
  private int[] words() {
    int[] words = new int[rows.get(0).size()];
    for (List<Tone.Cell> row : rows) {
      for (int i = 0; i < words.length; i++) {
        for (String word : row.get(i).text().split(" ", -1)) {
          words[i] = Math.max(words[i], Folding.length(word));
        }
      }
    }
    return words;
  }

  /** Takes from the widest column that may give, one sign after the other; what is still over. */
  private static long shrunk(int[] widths, int[] least, long over) {
    for (long left = over; left > 0; left--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean gives = widths[i] > least[i];
        widest = gives && (widest < 0 || widths[i] > widths[widest]) ? i : widest;
      }
      if (widest < 0) {
        return left;
      }
      widths[widest]--;
    }
    return 0;
  }
}
