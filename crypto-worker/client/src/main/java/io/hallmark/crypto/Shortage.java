package io.hallmark.crypto;

/**
 * What the crypto worker lacked when it answered "ask again later". Wire codes are never reused.
 */
public enum Shortage {
  /** No token that holds the key can be used now, or its own queue is full. */
  TOKEN(100),
  /** The audit can't be written or signed, so nothing else is. */
  AUDIT(101),
  /** The rate that the key's policy allows is used up. */
  KEY_RATE(102),
  /** The tenant's rate is used up. */
  TENANT_RATE(103),
  /** The tenant has as many requests in flight as it may. */
  TENANT_IN_FLIGHT(104),
  /** The cluster is being asked for more of the uses that the key's policy allows. */
  USES_LEASE(105),
  /** More is asked for than the tokens can do soon. */
  OVERLOADED(106),
  /** Not said, or by a worker that is newer than this program. Never on the wire. */
  UNKNOWN(0);

  private final int code;

  Shortage(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The shortage for a code; {@link #UNKNOWN} for one that this version does not know. */
  public static Shortage ofCode(int code) {
    for (Shortage shortage : values()) {
      if (shortage.code == code) {
        return shortage;
      }
    }
    return UNKNOWN;
  }
}
