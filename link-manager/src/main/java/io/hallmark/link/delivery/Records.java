package io.hallmark.link.delivery;

import io.hallmark.link.lane.LaneId;
import io.hallmark.link.lane.MessageContent;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.p2p.DeliveryReceipt;
import io.hallmark.messaging.wire.p2p.InboundMessage;
import io.hallmark.messaging.wire.p2p.ReceiptOutcome;
import io.hallmark.messaging.wire.p2p.ReceivedPosition;
import io.hallmark.messaging.wire.p2p.SenderProgress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records that delivery writes. Safe for concurrent use. */
final class Records {
  private final Clock clock;
  private final Codec<InboundMessage> inbound = Codec.of(InboundMessage.class);
  private final Codec<DeliveryReceipt> receipts = Codec.of(DeliveryReceipt.class);
  private final Codec<ReceivedPosition> positions = Codec.of(ReceivedPosition.class);
  private final Codec<SenderProgress> progress = Codec.of(SenderProgress.class);

  Records(Clock clock) {
    this.clock = clock;
  }

  ProducerRecord<byte[], byte[]> inbound(LaneId lane, long offset, MessageContent content) {
    InboundMessage message =
        InboundMessage.newBuilder()
            .setId(content.id())
            .setGroup(lane.group())
            .setSource(lane.source())
            .setDestination(lane.destination())
            .setHeaders(content.headers())
            .setPayload(content.payload())
            .setSourcePartition(lane.partition())
            .setSourceOffset(offset)
            .build();
    return new ProducerRecord<>(
        TopicCatalogue.P2P_IN.name(),
        content.key().map(Records::bytes).orElse(null),
        inbound.encode(message));
  }

  ProducerRecord<byte[], byte[]> receipt(
      LaneId lane, long offset, String id, ReceiptOutcome outcome, String reason) {
    DeliveryReceipt receipt =
        DeliveryReceipt.newBuilder()
            .setId(id)
            .setGroup(lane.group())
            .setSource(lane.source())
            .setDestination(lane.destination())
            .setOutcome(outcome)
            .setReason(reason)
            .setAt(clock.millis())
            .setPartition(lane.partition())
            .setOffset(offset)
            .build();
    return new ProducerRecord<>(
        TopicCatalogue.P2P_RECEIPTS.name(), utf8(id), receipts.encode(receipt));
  }

  /** Of a lane that this side receives in; kept in the partition of its owner. */
  ProducerRecord<byte[], byte[]> position(int partition, LaneId lane, long delivered) {
    return new ProducerRecord<>(
        TopicCatalogue.P2P_RECEIVED.name(),
        partition,
        utf8(lane.key()),
        positions.encode(new ReceivedPosition(delivered, clock.millis())));
  }

  /** Of a lane that this side sends in; kept in the partition of its owner. */
  ProducerRecord<byte[], byte[]> progress(int partition, LaneId lane, long acknowledged) {
    return new ProducerRecord<>(
        TopicCatalogue.P2P_DELIVERY.name(),
        partition,
        utf8(lane.key()),
        progress.encode(new SenderProgress(acknowledged, clock.millis())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
