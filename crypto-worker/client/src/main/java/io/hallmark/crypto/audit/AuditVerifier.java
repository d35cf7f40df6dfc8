package io.hallmark.crypto.audit;

import io.hallmark.crypto.audit.AuditFinding.Kind;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.schema.WriterSchemas;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.AuditHead;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the records of {@code crypto.audit} in their order and finds every gap, change and
 * reordering. What it can't find: entries cut off at the end of a chain that no later record and no
 * given head speaks of; the report says how much of each chain's end no signature vouches for. A
 * record that stands there twice, byte by byte, is what a producer's retry leaves; it is noted and
 * breaks nothing. Confined to one thread.
 */
public final class AuditVerifier {
  private final Codec<AuditBatch> batches;
  private final Codec<AuditEntry> entries;
  private final HeadCheck heads;
  private final AuditFindings findings = new AuditFindings();
  private final Map<String, ChainCheck> chains = new LinkedHashMap<>();
  private final Map<String, TreeMap<Long, byte[]>> expected = new HashMap<>();
  private final Map<String, String> successors = new HashMap<>();

  public AuditVerifier(AuditKeys keys, WriterSchemas schemas) {
    this.heads = new HeadCheck(keys);
    this.batches = Codec.of(AuditBatch.class, schemas);
    this.entries = Codec.of(AuditEntry.class, schemas);
  }

  /**
   * A head that was noted elsewhere and must be found. Call it before the first record.
   *
   * @param head {@code CHAIN:SEQUENCE:HASH}, as a report's summary gives it
   * @throws IllegalArgumentException where it is not
   */
  public void expect(String head) {
    int hash = head.lastIndexOf(':');
    int sequence = head.lastIndexOf(':', hash - 1);
    try {
      expected
          .computeIfAbsent(head.substring(0, sequence), chain -> new TreeMap<>())
          .put(
              Long.parseLong(head.substring(sequence + 1, hash)),
              HexFormat.of().parseHex(head.substring(hash + 1)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "head \"%s\" is not CHAIN:SEQUENCE:HASH, as audit verify prints it".formatted(head), e);
    }
  }

  /**
   * Takes the next record.
   *
   * @param offset where it stands in the topic
   * @param key the record's key
   */
  public void accept(long offset, String key, byte[] value) {
    AuditBatch batch;
    try {
      batch = batches.decode(value);
    } catch (MalformedRecordException e) {
      findings.add(Kind.MALFORMED, offset, key, nextOf(key), e.getMessage());
      return;
    }
    String chain = batch.getChain();
    if (!chain.equals(key)) {
      findings.add(
          Kind.CHANGED,
          offset,
          chain,
          batch.getFirstSequence(),
          "it stands under the key \"%s\"".formatted(key));
    }
    List<AuditEntry> read =
        chains.computeIfAbsent(chain, this::begin).accept(offset, batch, value, this::read);
    read.stream()
        .filter(entry -> entry.getAct().equals(AuditActs.START) && entry.getHead() != null)
        .forEach(entry -> succeed(offset, entry.getHead(), chain));
  }

  /** What it came to. Nothing may be accepted any more. */
  public AuditReport finish() {
    expected.keySet().forEach(chain -> chains.computeIfAbsent(chain, this::begin).finish());
    return new AuditReport(
        findings.all(),
        findings.notes(),
        chains.values().stream().map(ChainCheck::summary).toList());
  }

  private ChainCheck begin(String chain) {
    return new ChainCheck(
        chain, heads, findings, expected.computeIfAbsent(chain, name -> new TreeMap<>()));
  }

  private long nextOf(String chain) {
    return Optional.ofNullable(chains.get(chain))
        .map(check -> check.summary().lastSequence() + 1)
        .orElse(-1L);
  }

  private void succeed(long offset, AuditHead former, String by) {
    String other = successors.putIfAbsent(former.getChain(), by);
    if (other != null) {
      findings.note(
          "chains %s and %s both continue chain %s: two workers ran under one name"
              .formatted(other, by, former.getChain()));
    }
    chains.computeIfAbsent(former.getChain(), this::begin).succeeded(offset, former, by);
  }

  private Optional<AuditEntry> read(byte[] bytes) {
    try {
      return Optional.of(entries.decode(bytes));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }
}
