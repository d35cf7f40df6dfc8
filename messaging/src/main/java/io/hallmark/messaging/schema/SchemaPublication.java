package io.hallmark.messaging.schema;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.LedgerEntry;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WrappingKeyRecord;
import io.hallmark.messaging.wire.link.LinkBatch;
import io.hallmark.messaging.wire.link.LinkFrame;
import io.hallmark.messaging.wire.membership.ConfigRecord;
import io.hallmark.messaging.wire.membership.GroupRecord;
import io.hallmark.messaging.wire.membership.IdentityRecord;
import io.hallmark.messaging.wire.membership.MemberRecord;
import io.hallmark.messaging.wire.p2p.DeliveryReceipt;
import io.hallmark.messaging.wire.p2p.InboundMessage;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import io.hallmark.messaging.wire.p2p.ReceivedPosition;
import io.hallmark.messaging.wire.p2p.SenderProgress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Publishes the schemas that this version writes with. Idempotent. */
public final class SchemaPublication {
  private SchemaPublication() {}

  /** The schema of every record that crosses the bus. */
  public static List<Schema> all() {
    return List.of(
        OutboundMessage.getClassSchema(),
        InboundMessage.getClassSchema(),
        DeliveryReceipt.getClassSchema(),
        SenderProgress.getClassSchema(),
        ReceivedPosition.getClassSchema(),
        LinkFrame.getClassSchema(),
        LinkBatch.getClassSchema(),
        SignRequest.getClassSchema(),
        SignReply.getClassSchema(),
        KeyCommand.getClassSchema(),
        KeyReply.getClassSchema(),
        KeyRecord.getClassSchema(),
        WrappingKeyRecord.getClassSchema(),
        AuditBatch.getClassSchema(),
        AuditEntry.getClassSchema(),
        LedgerEntry.getClassSchema(),
        GroupRecord.getClassSchema(),
        MemberRecord.getClassSchema(),
        IdentityRecord.getClassSchema(),
        ConfigRecord.getClassSchema());
  }

  /**
   * Publishes {@link #all}; returns when the bus has them.
   *
   * @throws io.hallmark.messaging.client.BusUnavailableException when it does not take them
   */
  public static void publishAll(Bus bus) {
    publishAll(bus, "schema-publication");
  }

  static void publishAll(Bus bus, String clientId) {
    try (Publication publication = Publication.open(bus, clientId)) {
      publication.putAll(
          TopicCatalogue.SCHEMAS,
          all().stream()
              .collect(Collectors.toMap(SchemaPublication::key, SchemaPublication::json)));
    }
  }

  private static String key(Schema schema) {
    return SchemaView.key(SchemaNormalization.parsingFingerprint64(schema));
  }

  private static byte[] json(Schema schema) {
    return schema.toString().getBytes(StandardCharsets.UTF_8);
  }
}
