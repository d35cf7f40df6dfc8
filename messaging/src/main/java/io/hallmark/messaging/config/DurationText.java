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

  /** The text of a duration, in the largest unit that divides it. */
  public static String write(Duration duration) {
    long millis = duration.toMillis();
    for (Unit unit : Unit.values()) {
      if (millis % unit.millis == 0 && millis != 0) {
        return millis / unit.millis + unit.sign;
      }
    }
    return millis + "ms";
  }

  private enum Unit {
    DAYS("d", Duration.ofDays(1)),
    HOURS("h", Duration.ofHours(1)),
    MINUTES("m", Duration.ofMinutes(1)),
    SECONDS("s", Duration.ofSeconds(1));

    private final String sign;
    private final long millis;

    Unit(String sign, Duration duration) {
      this.sign = sign;
      this.millis = duration.toMillis();
    }
  }
}
