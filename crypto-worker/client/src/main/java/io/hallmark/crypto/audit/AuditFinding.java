package io.hallmark.crypto.audit;

/**
 * One place where the audit trail is not what was written.
 *
 * @param offset of the record where it shows; -1 where it is in no record
 * @param chain by name
 * @param sequence of the first entry that is concerned; -1 where it can't be told
 */
public record AuditFinding(Kind kind, long offset, String chain, long sequence, String detail) {
  /** What is the matter. */
  public enum Kind {
    /** A record can't be read. */
    MALFORMED,
    /** Entries are missing. */
    GAP,
    /** Something stands there that was not written there. */
    CHANGED,
    /** Entries stand elsewhere than where they were written. */
    REORDERED,
    /** A head that its key did not sign, or that names another hash than the chain's. */
    FORGED_HEAD,
    /** A chain's end is missing: it went further, as a later record or a given head says. */
    TRUNCATED
  }

  @Override
  public String toString() {
    return "%s at offset %s: chain %s, sequence %s: %s"
        .formatted(
            kind,
            offset < 0 ? "(none)" : offset,
            chain,
            sequence < 0 ? "(unknown)" : sequence,
            detail);
  }
}
