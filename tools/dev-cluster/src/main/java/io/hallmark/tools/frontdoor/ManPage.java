package io.hallmark.tools.frontdoor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page for man(1), in the macros of man(7), from the AsciiDoc of {@link ManSource}: it knows the
 * constructs that stand there and no others. Asciidoctor would do the same with a Ruby beside every
 * {@code hallmark}.
 */
final class ManPage {
  private static final Pattern ATTRIBUTE = Pattern.compile(":([a-z-]+): (.*)");
  private static final Pattern TITLE = Pattern.compile("= (\\S+)\\((\\d)\\)");

  /**
   * Emphasis stands between a sign and a sign that no word goes on with (AsciiDoc: constrained).
   */
  private static final Pattern INLINE =
      Pattern.compile(
          "xref:(?<page>[^\\[]+)\\.adoc\\[[^\\]]*\\]"
              + "|pass:c\\[(?<text>.*?)(?<!\\\\)\\]"
              + "|(?<![\\w*])\\*(?<bold>\\S|\\S.*?\\S)\\*(?![\\w*])"
              + "|(?<![\\w])_(?<italic>\\S|\\S.*?\\S)_(?!\\w)");

  private final Map<String, String> attributes = new HashMap<>();
  private final StringBuilder page = new StringBuilder();

  /** What the lines before were, which decides how the next one goes on. */
  private enum Place {
    /** Nothing since a heading. */
    START,
    PARAGRAPH,
    ITEM,
    BLOCK,
    BETWEEN
  }

  private Place place = Place.START;

  private ManPage() {}

  static String of(String asciidoc) {
    ManPage page = new ManPage();
    asciidoc.lines().forEach(page::take);
    return page.page.toString();
  }

  private void take(String text) {
    if (text.equals("....")) {
      boolean ends = place == Place.BLOCK;
      line(ends ? ".fi" : ".nf");
      place = ends ? Place.BETWEEN : Place.BLOCK;
    } else if (place == Place.BLOCK) {
      line(escaped(text));
    } else if (text.isBlank()) {
      place = place == Place.START ? Place.START : Place.BETWEEN;
    } else if (!isSettled(text)) {
      said(text);
    }
  }

  /** Comments, attributes and headings. */
  private boolean isSettled(String text) {
    Matcher attribute = ATTRIBUTE.matcher(text);
    Matcher title = TITLE.matcher(text);
    if (attribute.matches()) {
      attributes.put(attribute.group(1), attribute.group(2));
    } else if (title.matches()) {
      line(
          ".TH \"%s\" %s \"\" \"%s\" \"%s\""
              .formatted(
                  escaped(title.group(1).toUpperCase(Locale.ROOT)),
                  title.group(2),
                  escaped(attributes.getOrDefault("mansource", "")),
                  escaped(attributes.getOrDefault("manmanual", ""))));
      // No hyphens and no stretched lines: options and paths are to be copied.
      line(".nh");
      line(".ad l");
    } else if (text.startsWith("== ")) {
      line(".SH " + escaped(text.substring(3).strip().toUpperCase(Locale.ROOT)));
      place = Place.START;
    } else {
      return text.startsWith("//") || text.equals("[%hardbreaks]");
    }
    return true;
  }

  private void said(String text) {
    if (text.endsWith("::")) {
      line(".TP");
      line(inline(text.substring(0, text.length() - 2)));
      place = Place.ITEM;
      return;
    }
    if (place == Place.BETWEEN) {
      line(".PP");
    }
    line(inline(text.strip()));
    place = place == Place.ITEM ? Place.ITEM : Place.PARAGRAPH;
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static String inline(String text) {
    StringBuilder line = new StringBuilder();
    Matcher marked = INLINE.matcher(text);
    int from = 0;
    while (marked.find()) {
      line.append(characters(text.substring(from, marked.start()))).append(shown(marked));
      from = marked.end();
    }
    return guarded(line.append(characters(text.substring(from))).toString());
  }

  private static String shown(MatchResult found) {
    if (found.group(1) != null) {
      return "\\fB" + characters(found.group(1)) + "\\fR(1)";
    }
    if (found.group(2) != null) {
      return characters(found.group(2).replace("\\]", "]"));
    }
    return found.group(3) != null
        ? "\\fB" + characters(found.group(3)) + "\\fR"
        : "\\fI" + characters(found.group(4)) + "\\fR";
  }

  private static String escaped(String text) {
    return guarded(characters(text));
  }

  /** Hyphens and quotes that are to be copied as they are, and backslashes. */
  private static String characters(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti")
        .replace("`", "\\(ga");
  }

  /** A line that starts with a dot would be a request. */
  private static String guarded(String line) {
    return line.startsWith(".") ? "\\&" + line : line;
  }
}
