package io.hallmark.crypto.audit;

import io.hallmark.crypto.audit.AuditFinding.Kind;
import io.hallmark.crypto.audit.AuditReport.ChainSummary;
import io.hallmark.crypto.audit.ChainEnds.End;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.AuditHead;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * One chain as it is read, batch after batch. After a fault it goes on from where the batch itself
 * says it stands, so that one fault is one finding. Confined to the verifier.
 */
final class ChainCheck {
  private record Missing(long from, long to, int finding) {}

  private final String chain;
  private final HeadCheck heads;
  private final AuditFindings findings;
  private final MessageDigest digest = AuditChainHash.sha256();
  private final ChainEnds ends = new ChainEnds();
  private final List<Missing> missing = new ArrayList<>();
  private final NavigableMap<Long, byte[]> expected;
  private long next;
  private byte[] hash;

  /** What the last batch says its hash is, where that is another than the one computed. */
  private byte[] claimed;

  private long entries;
  private long contents;
  private long replayed;
  private long headsVerified;
  private long headsUnverified;
  private long signedTo = -1;
  private long contentsSigned;
  private boolean stopped;
  private String continues = "";

  /**
   * @param expected hashes that the chain must have after these sequences
   */
  ChainCheck(
      String chain, HeadCheck heads, AuditFindings findings, NavigableMap<Long, byte[]> expected) {
    this.chain = chain;
    this.heads = heads;
    this.findings = findings;
    this.expected = expected;
    this.hash = AuditChainHash.beginning(chain);
    this.claimed = hash;
  }

  /** Takes the next record; gives back the entries that are new, decoded by {@code reader}. */
  List<AuditEntry> accept(long offset, AuditBatch batch, byte[] record, EntryReader reader) {
    long first = batch.getFirstSequence();
    ByteBuffer recordDigest = ByteBuffer.wrap(digest.digest(record));
    if (first < 0 || batch.getEntries().isEmpty()) {
      findings.add(Kind.CHANGED, offset, chain, next, "a batch that no worker writes");
      return List.of();
    }
    if (first < next) {
      earlier(offset, batch, recordDigest);
      return List.of();
    }
    if (first > next) {
      gap(offset, first);
    } else if (!linksTo(batch.getPreviousHash())) {
      findings.add(
          Kind.CHANGED,
          offset,
          chain,
          first,
          "its previousHash is not the chain's hash after sequence " + (first - 1));
    }
    return follow(offset, batch, recordDigest, reader);
  }

  private boolean linksTo(ByteBuffer previous) {
    return AuditChainHash.same(previous, hash) || AuditChainHash.same(previous, claimed);
  }

  private void gap(long offset, long first) {
    int place =
        findings.add(
            Kind.GAP,
            offset,
            chain,
            next,
            "%d entries are missing before sequence %d".formatted(first - next, first));
    missing.add(new Missing(next, first - 1, place));
  }

  /** Something that should have come before: a retry of the producer, or no honest thing. */
  private void earlier(long offset, AuditBatch batch, ByteBuffer recordDigest) {
    long first = batch.getFirstSequence();
    Optional<End> same = ends.same(first, recordDigest);
    if (same.isPresent()) {
      replayed++;
      findings.note(
          "the record at offset %d is the one at offset %d again (chain %s, sequence %d): a retry"
              .formatted(offset, same.get().offset(), chain, first));
    } else if (!fillsGap(offset, first)) {
      String detail =
          ends.beginningAt(first).isPresent()
              ? "another batch stands at this sequence already"
              : "it comes after sequence " + (next - 1) + " and is no recent record again";
      findings.add(Kind.REORDERED, offset, chain, first, detail);
    }
  }

  private boolean fillsGap(long offset, long first) {
    for (Iterator<Missing> gaps = missing.iterator(); gaps.hasNext(); ) {
      Missing gap = gaps.next();
      if (first >= gap.from() && first <= gap.to()) {
        findings.reordered(
            gap.finding(),
            "sequence %d to %d come later, at offset %d".formatted(gap.from(), gap.to(), offset));
        gaps.remove();
        return true;
      }
    }
    return false;
  }

  private List<AuditEntry> follow(
      long offset, AuditBatch batch, ByteBuffer recordDigest, EntryReader reader) {
    long first = batch.getFirstSequence();
    byte[] running = AuditChainHash.bytes(batch.getPreviousHash());
    List<AuditEntry> decoded = new ArrayList<>(batch.getEntries().size());
    long sequence = first;
    for (ByteBuffer entry : batch.getEntries()) {
      running = AuditChainHash.next(digest, running, sequence, entry);
      checkExpected(offset, sequence, running);
      read(offset, sequence, entry, reader).ifPresent(decoded::add);
      sequence++;
    }
    if (!AuditChainHash.same(batch.getHash(), running)) {
      findings.add(
          Kind.CHANGED,
          offset,
          chain,
          first,
          "the hash over its entries, sequence %d to %d, is not the one it states"
              .formatted(first, sequence - 1));
    }
    next = sequence;
    hash = running;
    claimed = AuditChainHash.bytes(batch.getHash());
    ends.add(
        new End(first, sequence - 1, offset, recordDigest, ByteBuffer.wrap(running), contents));
    return decoded;
  }

  private void checkExpected(long offset, long sequence, byte[] running) {
    byte[] wanted = expected.remove(sequence);
    if (wanted != null && !Arrays.equals(wanted, running)) {
      findings.add(
          Kind.CHANGED,
          offset,
          chain,
          sequence,
          "its hash is %s, the head that was given says %s"
              .formatted(AuditReport.hex(running), AuditReport.hex(wanted)));
    }
  }

  private Optional<AuditEntry> read(
      long offset, long sequence, ByteBuffer bytes, EntryReader reader) {
    entries++;
    Optional<AuditEntry> entry = reader.read(AuditChainHash.bytes(bytes));
    if (entry.isEmpty()) {
      contents++;
      findings.note(
          "chain %s, sequence %d: its hash is right, but it can't be read here"
              .formatted(chain, sequence));
      return entry;
    }
    String act = entry.get().getAct();
    if (act.equals(AuditActs.START) != (sequence == 0)) {
      findings.add(
          Kind.CHANGED, offset, chain, sequence, "a chain has one START, and begins with it");
    }
    if (act.equals(AuditActs.START) && entry.get().getHead() != null) {
      continues = entry.get().getHead().getChain();
    }
    if (act.equals(AuditActs.HEAD)) {
      head(offset, sequence, entry.get().getHead());
      return entry;
    }
    if (stopped) {
      findings.add(Kind.CHANGED, offset, chain, sequence, act + " after the worker's STOP");
    }
    contents++;
    stopped |= act.equals(AuditActs.STOP);
    return entry;
  }

  private void head(long offset, long sequence, AuditHead head) {
    Optional<End> end =
        head == null || !head.getChain().equals(chain)
            ? Optional.empty()
            : ends.endingAt(head.getSequence());
    if (end.isEmpty() || !head.getHash().equals(end.get().hash())) {
      findings.add(
          Kind.FORGED_HEAD, offset, chain, sequence, "it names another hash than the chain's");
      return;
    }
    switch (heads.verify(head)) {
      case UNKNOWN -> headsUnverified++;
      case WRONG ->
          findings.add(
              Kind.FORGED_HEAD,
              offset,
              chain,
              sequence,
              "its signature is not one of key " + head.getKey());
      case RIGHT -> {
        headsVerified++;
        signedTo = head.getSequence();
        contentsSigned = end.get().contents();
      }
    }
  }

  /** A later chain of the same instance says how far this one came. */
  void succeeded(long offset, AuditHead claim, String by) {
    long last = claim.getSequence();
    if (last >= next) {
      truncated(offset, last, "chain " + by + " continues it");
    } else {
      Optional<End> end = ends.endingAt(last);
      if (end.isPresent() && !claim.getHash().equals(end.get().hash())) {
        findings.add(
            Kind.CHANGED,
            offset,
            chain,
            last,
            "chain %s, which continues it, found another hash there".formatted(by));
      }
      if (last < next - 1) {
        findings.note(
            "chain %s goes on to sequence %d, though chain %s continues it from %d: its process was still writing"
                .formatted(chain, next - 1, by, last));
      }
    }
    ends.settle();
  }

  /** There is no more. */
  void finish() {
    expected
        .tailMap(next, true)
        .keySet()
        .forEach(sequence -> truncated(-1, sequence, "a head was given for it"));
  }

  private void truncated(long offset, long last, String why) {
    findings.add(
        Kind.TRUNCATED,
        offset,
        chain,
        next,
        "it went on to sequence %d, since %s, and ends at %d".formatted(last, why, next - 1));
  }

  ChainSummary summary() {
    return new ChainSummary(
        chain,
        entries,
        next - 1,
        AuditReport.hex(hash),
        headsVerified,
        headsUnverified,
        signedTo,
        contents - contentsSigned,
        replayed,
        stopped,
        continues);
  }

  /** Decodes an entry; empty where this version can't. */
  @FunctionalInterface
  interface EntryReader {
    Optional<AuditEntry> read(byte[] bytes);
  }
}
