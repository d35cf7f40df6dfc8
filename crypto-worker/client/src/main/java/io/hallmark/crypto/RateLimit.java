package io.hallmark.crypto;

/**
 * How often. Immutable.
 *
 * @param perSecond in the long run, 1 to {@value #PER_SECOND_MAX}
 * @param burst at once, after a pause; 1 to {@value #PER_SECOND_MAX}
 */
public record RateLimit(int perSecond, int burst) {
  public static final int PER_SECOND_MAX = 1_000_000;

  public RateLimit {
    check("signaturesPerSecond", perSecond);
    check("burst", burst);
  }

  /** With a burst of one second's worth. */
  public static RateLimit perSecond(int perSecond) {
    return new RateLimit(perSecond, perSecond);
  }

  private static void check(String what, int value) {
    if (value < 1 || value > PER_SECOND_MAX) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d, got %d".formatted(what, PER_SECOND_MAX, value));
    }
  }
}
