package io.hallmark.crypto;

import java.util.regex.Pattern;

/**
 * Callers that may use a key, as they name themselves: text in which an asterisk stands for any
 * characters. A name is a claim. What holds a caller back is the topic that its credentials let it
 * write to, and so the key's category; a pattern keeps programs of one category apart that are not
 * meant to share a key.
 */
public record CallerPattern(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9*._-]{1,128}");

  /** Every caller that may write to the topic. */
  public static final CallerPattern ANYONE = new CallerPattern("*");

  public CallerPattern {
    if (value == null || !SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "caller pattern \"%s\" does not match %s".formatted(value, SHAPE));
    }
  }

  /** Whether {@code caller} is one of those meant. Takes time linear in its length times ours. */
  public boolean matches(String caller) {
    int c = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    // Not a regular expression: patterns come from people, and callers choose their own names.
    while (c < caller.length()) {
      if (p < value.length() && value.charAt(p) == '*') {
        star = p++;
        resume = c;
      } else if (p < value.length() && value.charAt(p) == caller.charAt(c)) {
        p++;
        c++;
      } else if (star >= 0) {
        p = star + 1;
        c = ++resume;
      } else {
        return false;
      }
    }
    while (p < value.length() && value.charAt(p) == '*') {
      p++;
    }
    return p == value.length();
  }

  @Override
  public String toString() {
    return value;
  }
}
