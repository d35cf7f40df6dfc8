package io.hallmark.tools.ceremony.plan;

import java.util.Arrays;
import java.util.Locale;

/** Which of a plan's tokens a step acts on. */
public enum Where {
  /** The plan's {@code token}. */
  FIRST,
  /** Its {@code secondToken}, where restores are rehearsed. */
  SECOND;

  static final String SHAPE = "first or second";

  static Where parse(String text) {
    return Arrays.stream(values())
        .filter(where -> where.written().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no token " + text));
  }

  /** As in a plan: {@code second}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
