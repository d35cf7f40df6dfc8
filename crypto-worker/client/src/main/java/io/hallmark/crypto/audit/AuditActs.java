package io.hallmark.crypto.audit;

/** Acts of an audit chain that are no administrative command. Part of the wire: never reused. */
public final class AuditActs {
  /** A worker began the chain. */
  public static final String START = "START";

  /** The worker ended as it should; nothing but a head follows. */
  public static final String STOP = "STOP";

  /** The chain's head, signed. */
  public static final String HEAD = "HEAD";

  /** A signature was asked for. */
  public static final String SIGN = "SIGN";

  /** An agreement on a secret was asked for. */
  public static final String DERIVE = "DERIVE";

  private AuditActs() {}
}
