package io.hallmark.commandline;

/** How a cell of a table is meant; a colour where there are colours. */
public enum Tone {
  PLAIN(""),
  GOOD("\u001b[32m"),
  WARNING("\u001b[33m"),
  BAD("\u001b[31m"),
  HEADING("\u001b[1m");

  private static final String END = "\u001b[0m";

  private final String start;

  Tone(String start) {
    this.start = start;
  }

  /** A cell in this tone, one line that may be shown. */
  public Cell of(Object value) {
    return new Cell(Printable.line(String.valueOf(value)), this);
  }

  String paint(String text, Terminal terminal) {
    return terminal.coloured() && !start.isEmpty() && !text.isEmpty() ? start + text + END : text;
  }

  /** A text and its tone. */
  public record Cell(String text, Tone tone) {}
}
