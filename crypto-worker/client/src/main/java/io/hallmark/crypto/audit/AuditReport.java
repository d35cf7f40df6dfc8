package io.hallmark.crypto.audit;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a verification came to.
 *
 * @param findings what is broken, in the order of the offsets; empty where all is well
 * @param notes what is not broken and yet worth knowing
 * @param chains in the order in which they began
 */
public record AuditReport(
    List<AuditFinding> findings, List<String> notes, List<ChainSummary> chains) {
  public AuditReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
    chains = List.copyOf(chains);
  }

  /**
   * One chain.
   *
   * @param entries that were read, repeats apart
   * @param lastSequence of the last entry
   * @param lastHash after it
   * @param headsVerified signatures that are right
   * @param headsUnverified signatures that no key was there for
   * @param signedTo sequence that the last verified head vouches for; -1 without one
   * @param unsigned entries after that, heads apart
   * @param replayed records that stand there more than once, as a producer's retry leaves them
   * @param stopped whether its worker ended it
   * @param continues the chain whose end its START names; empty where it names none
   */
  public record ChainSummary(
      String chain,
      long entries,
      long lastSequence,
      String lastHash,
      long headsVerified,
      long headsUnverified,
      long signedTo,
      long unsigned,
      long replayed,
      boolean stopped,
      String continues) {
    /** The chain's end, as {@link AuditVerifier#expect} takes it. */
    public String head() {
      return "%s:%d:%s".formatted(chain, lastSequence, lastHash);
    }
  }

  public boolean isWhole() {
    return findings.isEmpty();
  }

  public Optional<AuditFinding> first() {
    return findings.stream().findFirst();
  }

  /** All entries, repeats apart. */
  public long entries() {
    return chains.stream().mapToLong(ChainSummary::entries).sum();
  }

  static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
