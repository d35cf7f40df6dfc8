package io.hallmark.crypto.cli.audit;

import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code audit show}. */
@Command(
    name = "show",
    description = {
      "Prints the entries, one a line: when, chain and sequence, act, outcome, key, who asked, and",
      "the SHA-256 of what was to be signed. It verifies nothing: that is audit verify's."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto audit show -k localhost:9092",
      "  hallmark crypto audit show --tenant alice --alias contracts --in trail.jsonl"
    })
final class AuditShowCommand implements Callable<Integer> {
  @Mixin private TrailSource source;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "only of this tenant's keys")
  private String tenant;

  @Option(names = "--alias", paramLabel = "ALIAS", description = "only of keys of this alias")
  private String alias;

  @Option(names = "--act", paramLabel = "ACT", description = "only this act, such as SIGN")
  private String act;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (TrailSchemas schemas = TrailSchemas.of(source)) {
      Codec<AuditBatch> batches = Codec.of(AuditBatch.class, schemas);
      Codec<AuditEntry> entries = Codec.of(AuditEntry.class, schemas);
      source.read(record -> print(record, batches, entries));
    }
    return 0;
  }

  private void print(AuditRecord record, Codec<AuditBatch> batches, Codec<AuditEntry> entries) {
    try {
      AuditBatch batch = batches.decode(record.bytes());
      long sequence = batch.getFirstSequence();
      for (ByteBuffer bytes : batch.getEntries()) {
        byte[] entry = new byte[bytes.remaining()];
        bytes.duplicate().get(entry);
        print(batch.getChain(), sequence++, entries.decode(entry));
      }
    } catch (MalformedRecordException e) {
      spec.commandLine()
          .getErr()
          .printf("crypto: the record at offset %d: %s%n", record.offset(), e.getMessage());
    }
  }

  private void print(String chain, long sequence, AuditEntry entry) {
    if (differs(tenant, entry.getTenant())
        || differs(alias, entry.getAlias())
        || differs(act, entry.getAct())) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s %s:%d %s %s%s %s %s %s%n",
        Instant.ofEpochMilli(entry.getAt()),
        chain,
        sequence,
        entry.getAct(),
        entry.getOutcome(),
        entry.getReason().isEmpty() ? "" : "(" + entry.getReason() + ")",
        entry.getTenant().isEmpty() ? "-" : entry.getTenant() + "/" + entry.getAlias(),
        entry.getCaller().isEmpty() ? "-" : entry.getCaller(),
        entry.getContentHash() == null ? "-" : hex(entry.getContentHash()));
  }

  private static boolean differs(String wanted, String actual) {
    return wanted != null && !wanted.equals(actual);
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
