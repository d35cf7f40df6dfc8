package io.hallmark.tools.ceremony.share;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Shares that belong together. Immutable.
 *
 * @param id 8 hex digits, drawn for each splitting, so that shares of two are told apart
 * @param threshold how many restore, 2 or more
 * @param shares how many there are, {@value #SHARES_MAX} at most
 */
public record ShareSet(String id, int threshold, int shares) {
  public static final int SHARES_MAX = 16;
  public static final int THRESHOLD_MIN = 2;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
  private static final int ID_BYTES = 4;

  public ShareSet {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("set \"%s\" is not 8 hex digits".formatted(id));
    }
    if (threshold < THRESHOLD_MIN || threshold > shares || shares > SHARES_MAX) {
      throw new IllegalArgumentException(
          "%d of %d shares, expected %d <= k <= n <= %d"
              .formatted(threshold, shares, THRESHOLD_MIN, SHARES_MAX));
    }
  }

  static ShareSet draw(int threshold, int shares, SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new ShareSet(HexFormat.of().formatHex(id), threshold, shares);
  }

  @Override
  public String toString() {
    return "set %s, %d of %d".formatted(id, threshold, shares);
  }
}
