package io.hallmark.commandline;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Things with more to tell than fits in a row: a heading for each, and below it named values that
 * fold on a terminal. Confined to one thread.
 */
public final class Blocks implements Display {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final String NOTE = "→ ";

  /** Narrower ones would be harder to read than lines that the terminal breaks. */
  private static final int VALUE_CHARS_MIN = 20;

  private final List<Block> blocks = new ArrayList<>();

  private record Block(Tone.Cell heading, List<Line> lines) {}

  private record Line(Tone.Cell mark, String name, Tone.Cell value, String note) {}

  /** Starts a block. */
  public Blocks block(Object heading) {
    Tone.Cell cell = heading instanceof Tone.Cell toned ? toned : Tone.HEADING.of(heading);
    blocks.add(new Block(cell, new ArrayList<>()));
    return this;
  }

  /** A named value of the block that was started last. */
  public Blocks line(String name, Object value) {
    return line(Tone.PLAIN.of(""), name, value, "");
  }

  /**
   * A named value with a mark before it.
   *
   * @param note what to do about it, told on a line of its own; or empty
   */
  public Blocks line(Tone.Cell mark, String name, Object value, String note) {
    Tone.Cell cell = value instanceof Tone.Cell toned ? toned : Tone.PLAIN.of(value);
    blocks.get(blocks.size() - 1).lines().add(new Line(mark, name, cell, note));
    return this;
  }

  @Override
  public void print(PrintWriter out, Terminal terminal) {
    int marks = widest(line -> line.mark().text());
    int names = widest(Line::name);
    String left = " ".repeat(INDENT.length() + (marks == 0 ? 0 : marks + 1) + names + GAP.length());
    int room = Math.max(VALUE_CHARS_MIN, terminal.columns() - left.length());
    for (int i = 0; i < blocks.size(); i++) {
      if (i > 0) {
        out.println();
      }
      Block block = blocks.get(i);
      out.println(block.heading().tone().paint(block.heading().text(), terminal));
      for (Line line : block.lines()) {
        String mark = line.mark().tone().paint(line.mark().text(), terminal);
        String first =
            INDENT
                + (marks == 0 ? "" : mark + blanks(line.mark().text(), marks) + " ")
                + line.name()
                + blanks(line.name(), names)
                + GAP;
        print(out, terminal, first, left, line, room);
      }
    }
    out.flush();
  }

  private static void print(
      PrintWriter out, Terminal terminal, String first, String left, Line line, int room) {
    String start = first;
    for (String part : Folding.fold(line.value().text(), room)) {
      out.println((start + line.value().tone().paint(part, terminal)).stripTrailing());
      start = left;
    }
    if (!line.note().isEmpty()) {
      String arrow = left + NOTE;
      for (String part : Folding.fold(line.note(), room - NOTE.length())) {
        out.println(arrow + part);
        arrow = left + " ".repeat(NOTE.length());
      }
    }
  }

  private int widest(Function<Line, String> text) {
    return blocks.stream()
        .flatMap(block -> block.lines().stream())
        .mapToInt(line -> Folding.length(text.apply(line)))
        .max()
        .orElse(0);
  }

  private static String blanks(String text, int width) {
    return " ".repeat(width - Folding.length(text));
  }
}
