package io.hallmark.tools.ceremony.plan;

import java.util.regex.Pattern;

/** Names that people read: printable, so that what is shown is what is there. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,100}");
  private static final Pattern TOKEN_LABEL =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,30}[\\x21-\\x7e])?");

  private Names() {}

  static String name(String text) {
    return matching(NAME, text);
  }

  static String tokenLabel(String text) {
    return matching(TOKEN_LABEL, text);
  }

  private static String matching(Pattern shape, String text) {
    if (!shape.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" does not match " + shape);
    }
    return text;
  }
}
