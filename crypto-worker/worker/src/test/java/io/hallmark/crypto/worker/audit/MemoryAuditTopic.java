package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.audit.AuditActs;
import io.hallmark.crypto.audit.AuditKeys;
import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.crypto.audit.AuditVerifier;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.WriterSchemas;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.AuditHead;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;

/** A topic in memory that takes nothing, or acknowledges nothing, when told to. */
final class MemoryAuditTopic implements AuditTopic {
  private record Rec(String key, ByteBuffer value) {
    byte[] bytes() {
      byte[] bytes = new byte[value.remaining()];
      value.duplicate().get(bytes);
      return bytes;
    }
  }

  private final List<Rec> records = new CopyOnWriteArrayList<>();
  private volatile boolean away;
  private volatile boolean silent;
  private volatile boolean headless;

  void away(boolean now) {
    away = now;
  }

  /** Takes no record that is a head by itself. */
  void takesNoHeads(boolean now) {
    headless = now;
  }

  /** Takes the next record without saying so, as when an acknowledgement is lost; then fails. */
  void loseAcknowledgement() {
    silent = true;
  }

  @Override
  public Optional<AuditHead> former(String instance) {
    Optional<AuditHead> newest = Optional.empty();
    for (Rec record : records) {
      AuditBatch batch = Codec.of(AuditBatch.class).decode(record.bytes());
      if (record.key().startsWith(instance + "/")) {
        newest =
            Optional.of(
                AuditHead.newBuilder()
                    .setChain(batch.getChain())
                    .setSequence(batch.getFirstSequence() + batch.getEntries().size() - 1)
                    .setHash(batch.getHash())
                    .build());
      }
    }
    return newest;
  }

  @Override
  public Future<?> append(String chain, byte[] batch) {
    if (away || (headless && isHead(batch))) {
      return CompletableFuture.failedFuture(new IllegalStateException("the bus is away"));
    }
    records.add(new Rec(chain, ByteBuffer.wrap(batch.clone())));
    if (silent) {
      silent = false;
      return CompletableFuture.failedFuture(new IllegalStateException("no acknowledgement"));
    }
    return CompletableFuture.completedFuture(null);
  }

  private static boolean isHead(byte[] record) {
    List<ByteBuffer> entries = Codec.of(AuditBatch.class).decode(record).getEntries();
    return entries.size() == 1
        && Codec.of(AuditEntry.class).decode(bytes(entries.get(0))).getAct().equals(AuditActs.HEAD);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  AuditReport verify(AuditKeys keys) {
    AuditVerifier verifier = new AuditVerifier(keys, WriterSchemas.NONE);
    for (int i = 0; i < records.size(); i++) {
      verifier.accept(i, records.get(i).key(), records.get(i).bytes());
    }
    return verifier.finish();
  }

  int largestRecordBytes() {
    return records.stream().mapToInt(r -> r.value().remaining()).max().orElse(0);
  }

  List<AuditEntry> entries() {
    Codec<AuditEntry> entries = Codec.of(AuditEntry.class);
    return records.stream()
        .flatMap(r -> Codec.of(AuditBatch.class).decode(r.bytes()).getEntries().stream())
        .map(entry -> entries.decode(bytes(entry)))
        .toList();
  }

  @Override
  public void wake() {
    // Nothing is waited for here.
  }

  @Override
  public void close() {
    // In memory there is nothing to close.
  }
}
