package io.hallmark.link.delivery;

import io.hallmark.link.lane.LaneId;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.LinkFrames;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.topic.LinkPartitions;
import io.hallmark.messaging.wire.link.LinkFrame;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * All that belongs to one partition number: {@code p2p.out}, {@code link.in}, and what is recorded
 * for them. Confined to the delivery thread.
 */
final class Shard implements AutoCloseable {
  private static final Codec<LinkFrame> FRAMES = Codec.of(LinkFrame.class);

  private final int number;
  private final Desk desk;
  private final SendingSide sending;
  private final ReceivingSide receiving;
  private long inNext;
  private boolean touched;

  Shard(int number, ShardState state, Desk desk) {
    this.number = number;
    this.desk = desk;
    this.sending = new SendingSide(number, state, desk);
    this.receiving = new ReceivingSide(number, state, desk);
    this.inNext = state.inOffset().orElse(0);
  }

  int number() {
    return number;
  }

  /** Takes a record of {@code p2p.out} or {@code link.in}. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    touched = true;
    if (Topics.isOut(new TopicPartition(record.topic(), record.partition()))) {
      sending.take(record);
    } else {
      inNext = record.offset() + 1;
      onFrame(record.value());
    }
  }

  private void onFrame(byte[] value) {
    LinkFrame frame;
    try {
      frame = FRAMES.decode(value);
    } catch (MalformedRecordException e) {
      desk.counters().frameIgnored("malformed");
      return;
    }
    Optional<FrameHeader> header = LinkFrames.header(frame);
    if (header.isEmpty()) {
      desk.counters().frameIgnored("header");
    } else if (LinkPartitions.of(frame, desk.ground().partitions()) != number) {
      // Two partitions may have two owners, and a lane must have one.
      desk.counters().frameIgnored("wrong_partition");
    } else if (LinkPartitions.travelsToSender(header.get().kind())) {
      toSender(header.get(), LinkFrames.body(frame));
    } else {
      receiving.onFrame(header.get(), LinkFrames.body(frame));
    }
  }

  private void toSender(FrameHeader header, byte[] body) {
    LaneId lane = LaneId.of(header);
    if (lane.partition() == number
        && lane.cluster().equals(desk.ground().cluster())
        && lane.topicId().equals(desk.ground().topicId())) {
      sending.onFrame(header, body);
    } else {
      desk.counters().frameIgnored("foreign_lane");
    }
  }

  /** Sends what is due. */
  void send(Instant now) {
    sending.send(now);
    receiving.tick(now);
  }

  /** Appends to the ledger what goes with this batch. */
  void record() {
    sending.record();
    receiving.record();
  }

  /** To be called when what was recorded is committed. */
  void acknowledge() {
    receiving.acknowledge();
  }

  /** Whether records were taken since {@link #committed}. */
  boolean isTouched() {
    return touched;
  }

  void committed() {
    touched = false;
  }

  void addOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.put(Topics.out(number), new OffsetAndMetadata(sending.committable()));
    offsets.put(Topics.in(number), new OffsetAndMetadata(inNext));
  }

  long unacknowledgedBytes() {
    return sending.unacknowledgedBytes();
  }

  OptionalLong nextDueNanos() {
    return sending.nextDueNanos();
  }

  /** Whether a handshake is under way. */
  boolean isBusy() {
    return sending.isBusy() || receiving.isBusy();
  }

  /** Drops lanes and sessions; what they had in flight is with the next owner. */
  @Override
  public void close() {
    sending.close();
    receiving.close();
  }
}
