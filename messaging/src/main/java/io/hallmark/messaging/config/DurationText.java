package io.hallmark.messaging.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as files and options have them: 250ms, 10s, 5m, 1h, 7d. Pure. */
public final class DurationText {
  /** What is expected, for messages. */
  public static final String EXPECTED = "a duration as 250ms, 10s, 5m, 1h or 7d";

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private DurationText() {}

  /**
   * The duration that a text says.
   *
   * @throws IllegalArgumentException where it says none
   */
  public static Duration parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"%s\" is not %s".formatted(text, EXPECTED));
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
