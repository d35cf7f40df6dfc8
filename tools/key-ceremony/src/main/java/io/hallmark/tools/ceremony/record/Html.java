package io.hallmark.tools.ceremony.record;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML as it is written: every text is escaped, every element that was opened is closed. Confined
 * to one thread.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; {@code classes} may be empty. */
  Html open(String element, String classes) {
    out.append('<').append(element);
    if (!classes.isEmpty()) {
      out.append(" class=\"").append(escaped(classes)).append('"');
    }
    out.append('>');
    open.push(element);
    return this;
  }

  Html open(String element) {
    return open(element, "");
  }

  Html close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** An element with a text and nothing else. */
  Html leaf(String element, String classes, String text) {
    return open(element, classes).text(text).close();
  }

  Html leaf(String element, String text) {
    return leaf(element, "", text);
  }

  /** Opens a row and a cell for each text. */
  Html row(String element, String... cells) {
    open("tr");
    for (String cell : cells) {
      leaf(element, cell);
    }
    return close();
  }

  /** A table row of a name and a value that may break anywhere. */
  Html pair(String name, String value) {
    return open("tr").leaf("th", name).leaf("td", "value", value).close();
  }

  /** What only this package writes, as it is. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  String done() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
