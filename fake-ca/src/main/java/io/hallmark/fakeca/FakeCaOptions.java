package io.hallmark.fakeca;

/**
 * How a fake CA is made.
 *
 * @param name goes into its subject, beside the words that it is for tests only; 1 to 40 characters
 * @param key kind of its key
 * @param days how long its certificate is valid, 1 to 3650
 */
public record FakeCaOptions(String name, KeyAlgorithm key, int days) {
  /** The longest name that, with the words for tests only, fits a common name (RFC 5280: 64). */
  static final int NAME_MAX = 40;

  public static final FakeCaOptions DEFAULT =
      new FakeCaOptions("Hallmark fake CA", KeyAlgorithm.EC_P256, 3650);

  public FakeCaOptions {
    if (name.isBlank() || name.length() > NAME_MAX) {
      throw FakeCaException.badInput(
          "CA name \"%s\" must be 1 to %d characters".formatted(name, NAME_MAX));
    }
    Validity.checkDays(days);
  }
}
