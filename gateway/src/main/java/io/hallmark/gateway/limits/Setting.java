package io.hallmark.gateway.limits;

import java.time.Duration;

/** Puts the default in the place of a setting that is not there, and holds it to its bounds. */
public final class Setting {
  private Setting() {}

  public static int count(String name, Integer given, int byDefault, int least, int most) {
    int value = given == null ? byDefault : given;
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, got %d".formatted(name, least, most, value));
    }
    return value;
  }

  public static Duration time(String name, Duration given, Duration byDefault, Duration most) {
    Duration value = given == null ? byDefault : given;
    if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s must be more than 0 and at most %s, got %s".formatted(name, most, value));
    }
    return value;
  }
}
