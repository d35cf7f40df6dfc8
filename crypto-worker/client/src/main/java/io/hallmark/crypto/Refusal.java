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
    /** The key's policy names no such caller. */
    CALLER_NOT_ALLOWED(20),
    /** The scheme fits the key, but its policy does not allow it. */
    SCHEME_NOT_ALLOWED(21),
    NOT_YET_VALID(22),
    NO_LONGER_VALID(23),
    /** All the signatures that the key's policy allows have been made. */
    USES_EXHAUSTED(24),
    /** The worker's configuration names tenants, and not this one. */
    UNKNOWN_TENANT(25),
    /** The tenant has as many keys as it may. */
    TENANT_KEYS_EXHAUSTED(26),
    /** A newer program wrote the key's policy: what can't be read allows nothing. */
    POLICY_UNREADABLE(27),
    /** The workers themselves depend on the key: it signs audit heads, or wraps other keys. */
    RESERVED(28),
    /** The key's policy wants content whole, which the worker hashes. */
    DIGEST_NOT_ALLOWED(29),
    /** Fewer approvals than the command needs. */
    APPROVALS_MISSING(30),
    APPROVAL_EXPIRED(31),
    /** It was used before; an approval is good for once. */
    APPROVAL_SPENT(32),
    APPROVAL_OF_ANOTHER_COMMAND(33),
    /** Two approvals by one operator. */
    APPROVAL_DOUBLED(34),
    APPROVAL_BY_UNKNOWN_OPERATOR(35),
    /** The signature is not the operator's. */
    APPROVAL_NOT_GENUINE(36),
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
