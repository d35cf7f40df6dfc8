package io.hallmark.hsm.pin;

import java.util.Arrays;

/** What a file or a program gives as a PIN: its bytes but for one line end at the end. */
final class PinText {
  /** More than any PIN has; what is longer is something else. */
  static final int BYTES_MAX = 1024;

  private PinText() {}

  /**
   * The PIN in the first {@code length} bytes of {@code content}, which is wiped.
   *
   * @param source what it came from, for the message of a fault
   */
  static Pin parse(byte[] content, int length, String source) throws PinUnavailableException {
    try {
      int end = withoutLineEnd(content, length);
      if (end == 0) {
        throw new PinUnavailableException(source + " is empty; it must give the PIN");
      }
      if (hasControl(content, end)) {
        // A wrong PIN costs one of a few tries.
        throw new PinUnavailableException(
            source
                + " has more than one line or control characters, expected the PIN alone;"
                + " take out the rest, the token was not asked");
      }
      return Pin.takeUtf8(Arrays.copyOf(content, end));
    } catch (IllegalArgumentException e) {
      throw new PinUnavailableException(source + ": " + e.getMessage(), e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static boolean hasControl(byte[] content, int end) {
    for (int i = 0; i < end; i++) {
      if (content[i] >= 0 && Character.isISOControl(content[i])) {
        return true;
      }
    }
    return false;
  }

  private static int withoutLineEnd(byte[] content, int length) {
    int end = length;
    if (end > 0 && content[end - 1] == '\n') {
      end--;
    }
    if (end > 0 && content[end - 1] == '\r') {
      end--;
    }
    return end;
  }
}
