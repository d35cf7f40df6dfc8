package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.audit.AuditKeys;
import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.crypto.audit.AuditVerifier;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.WriterSchemas;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What stands on {@code crypto.audit} of a bus. */
public record TopicTrail(Bus bus) {
  private static final TopicPartition PARTITION =
      new TopicPartition(TopicCatalogue.CRYPTO_AUDIT.name(), 0);
  private static final Duration POLL = Duration.ofMillis(100);

  /** All entries in their order, repeats included. */
  public List<AuditEntry> entries() {
    Codec<AuditEntry> entries = Codec.of(AuditEntry.class);
    return records().stream()
        .flatMap(r -> Codec.of(AuditBatch.class).decode(r.value()).getEntries().stream())
        .map(entry -> entries.decode(bytes(entry)))
        .toList();
  }

  /** Whether the chains are whole; {@code keys} are those that heads must be signed with. */
  public AuditReport verify(AuditKeys keys) {
    AuditVerifier verifier = new AuditVerifier(keys, WriterSchemas.NONE);
    records()
        .forEach(
            r ->
                verifier.accept(
                    r.offset(), new String(r.key(), StandardCharsets.UTF_8), r.value()));
    return verifier.finish();
  }

  private List<ConsumerRecord<byte[], byte[]>> records() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var reader = BusClients.reader(bus, "trail")) {
      reader.assign(List.of(PARTITION));
      reader.seekToBeginning(List.of(PARTITION));
      long end = reader.endOffsets(List.of(PARTITION)).get(PARTITION);
      while (reader.position(PARTITION) < end) {
        reader.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
