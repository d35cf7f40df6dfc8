package io.hallmark.crypto;

/**
 * Why the crypto worker will not do what was asked.
 *
 * @param reason what kind of refusal
 * @param detail in words
 */
public record Refusal(Reason reason, String detail) {
  /** Kinds of refusals. Their wire codes are never reused. */
  public enum Reason {
    MALFORMED(1),
    UNKNOWN_KEY(2),
    WRONG_CATEGORY(3),
    WRONG_CONTENT(4),
    WRONG_SCHEME(5),
    EXPIRED(6),
    KEY_DISABLED(7),
    CONFLICT(8),
    TOKEN_REFUSED(9),
    OTHER(99);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /** The reason for a code; {@link #OTHER} for one that this version does not know. */
    public static Reason ofCode(int code) {
      for (Reason reason : values()) {
        if (reason.code == code) {
          return reason;
        }
      }
      return OTHER;
    }
  }
}
