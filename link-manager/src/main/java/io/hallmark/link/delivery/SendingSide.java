package io.hallmark.link.delivery;

import io.hallmark.link.lane.Acknowledgement;
import io.hallmark.link.lane.AcknowledgementCodec;
import io.hallmark.link.lane.LaneEntry;
import io.hallmark.link.lane.LaneId;
import io.hallmark.link.lane.MalformedRecordException;
import io.hallmark.link.lane.MessageContent;
import io.hallmark.link.lane.Run;
import io.hallmark.link.lane.RunCodec;
import io.hallmark.link.lane.SenderLane;
import io.hallmark.link.peering.SendingSessions;
import io.hallmark.link.routing.Route;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.Session;
import io.hallmark.messaging.wire.link.FrameKind;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import io.hallmark.messaging.wire.p2p.ReceiptOutcome;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One partition of {@code p2p.out}: its messages into lanes, the lanes into frames, until the peers
 * acknowledge. Confined to the delivery thread.
 */
final class SendingSide implements AutoCloseable {
  private final int partition;
  private final ShardState state;
  private final Desk desk;
  private final SendingSessions sessions;
  private final LocalLanes local;
  private final Map<LaneId, SenderLane> lanes = new HashMap<>();
  private final Set<LaneId> progressed = new LinkedHashSet<>();
  private long next;

  SendingSide(int partition, ShardState state, Desk desk) {
    this.partition = partition;
    this.state = state;
    this.desk = desk;
    this.sessions = new SendingSessions(desk.peering());
    this.local = new LocalLanes(partition, state.received(), desk);
    this.next = state.outOffset().orElse(0);
  }

  /** Takes a record of {@code p2p.out}. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    next = record.offset() + 1;
    OutboundMessage message;
    try {
      message = desk.messages().decode(record.value());
    } catch (io.hallmark.messaging.schema.MalformedRecordException e) {
      desk.counters().malformed.increment();
      reject(lane("", "", ""), record.offset(), "", "record is no OutboundMessage");
      return;
    }
    LaneId lane = lane(message.getGroup(), message.getSource(), message.getDestination());
    MessageContent content =
        new MessageContent(
            Optional.ofNullable(record.key()).map(ByteBuffer::wrap),
            message.getId(),
            message.getHeaders(),
            message.getPayload());
    desk.router()
        .route(message, content)
        .fold(
            new Route.Cases<Void>() {
              @Override
              public Void peer() {
                return toPeer(lane, record.offset(), content, message.getExpiresAt());
              }

              @Override
              public Void local() {
                return toLocal(lane, record.offset(), content, message.getExpiresAt());
              }

              @Override
              public Void rejected(String reason) {
                return reject(lane, record.offset(), content.id(), reason);
              }
            });
  }

  private LaneId lane(String group, String source, String destination) {
    return new LaneId(
        group, source, destination, desk.ground().cluster(), desk.ground().topicId(), partition);
  }

  private Void toPeer(LaneId id, long offset, MessageContent content, Long expiresAt) {
    Optional<String> obstacle = obstacle(id);
    if (obstacle.isPresent()) {
      return reject(id, offset, content.id(), obstacle.get());
    }
    SenderLane lane = lanes.computeIfAbsent(id, this::open);
    long until = expiresAt == null ? Long.MAX_VALUE : expiresAt;
    if (lane.offer(LaneEntry.message(offset, content), until)) {
      accepted(id, offset, content);
    }
    return null;
  }

  private Optional<String> obstacle(LaneId id) {
    if (lanes.containsKey(id)) {
      return Optional.empty();
    }
    try {
      id.route();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      // A name that no frame can carry.
      return Optional.of(e.getMessage());
    }
  }

  private SenderLane open(LaneId id) {
    return new SenderLane(
        state.acknowledged().getOrDefault(id.key(), Run.NONE),
        desk.settings().sender(),
        desk.peering().random());
  }

  private Void toLocal(LaneId lane, long offset, MessageContent content, Long expiresAt) {
    if (expiresAt != null && expiresAt <= desk.peering().clock().millis()) {
      desk.counters().expired.increment();
      receipt(lane, offset, content.id(), ReceiptOutcome.EXPIRED);
    } else if (local.deliver(lane, offset, content)) {
      accepted(lane, offset, content);
      desk.counters().received.increment();
      delivered(lane, offset, content);
    }
    return null;
  }

  private Void reject(LaneId lane, long offset, String id, String reason) {
    desk.counters().rejected.increment();
    desk.ledger().append(desk.records().receipt(lane, offset, id, ReceiptOutcome.REJECTED, reason));
    return null;
  }

  private void accepted(LaneId lane, long offset, MessageContent content) {
    if (desk.settings().receipts() == ReceiptPolicy.ALL) {
      receipt(lane, offset, content.id(), ReceiptOutcome.ACCEPTED);
    }
  }

  private void delivered(LaneId lane, long offset, MessageContent content) {
    desk.counters().delivered.increment();
    if (desk.settings().receipts() != ReceiptPolicy.FAILURES) {
      receipt(lane, offset, content.id(), ReceiptOutcome.DELIVERED);
    }
  }

  private void receipt(LaneId lane, long offset, String id, ReceiptOutcome outcome) {
    desk.ledger().append(desk.records().receipt(lane, offset, id, outcome, null));
  }

  /** Takes a frame that a receiver sent back: ANSWER, ACKNOWLEDGEMENT or SESSION_UNKNOWN. */
  void onFrame(FrameHeader header, byte[] body) {
    switch (header.kind()) {
      case ANSWER -> sessions.onAnswer(header, body);
      case ACKNOWLEDGEMENT ->
          sessions.open(header, body).ifPresent(record -> onAcknowledgement(header, record));
      case SESSION_UNKNOWN -> {
        SenderLane lane = lanes.get(LaneId.of(header));
        if (sessions.onSessionUnknown(header) && lane != null) {
          lane.sessionLost();
        }
      }
      default -> desk.counters().frameIgnored("kind");
    }
  }

  private void onAcknowledgement(FrameHeader header, byte[] record) {
    LaneId id = LaneId.of(header);
    SenderLane lane = lanes.get(id);
    if (lane == null) {
      return;
    }
    try {
      Acknowledgement acknowledgement = AcknowledgementCodec.decode(ByteBuffer.wrap(record));
      List<LaneEntry> done = lane.acknowledge(acknowledgement, desk.nanoTime().getAsLong());
      if (!done.isEmpty()) {
        progressed.add(id);
      }
      done.forEach(e -> e.content().ifPresent(content -> delivered(id, e.offset(), content)));
    } catch (MalformedRecordException e) {
      desk.counters().frameIgnored("malformed_acknowledgement");
    }
  }

  /** Sends what is due, where there is a session; begins to make one where there is none. */
  void send(Instant now) {
    long nowNanos = desk.nanoTime().getAsLong();
    sessions.tick(now);
    lanes.forEach(
        (id, lane) -> {
          boolean overdue = isOverdue(lane, nowNanos);
          if (overdue || lane.wantsToSend()) {
            sessions.session(id).ifPresent(session -> send(id, lane, session, overdue, nowNanos));
          }
        });
  }

  private static boolean isOverdue(SenderLane lane, long nowNanos) {
    OptionalLong due = lane.nextDueNanos();
    return due.isPresent() && due.getAsLong() - nowNanos <= 0;
  }

  private void send(LaneId id, SenderLane lane, Session session, boolean overdue, long nowNanos) {
    if (overdue) {
      sessions.beforeResend(id);
    }
    long resends = lane.resends();
    SenderLane.Sending sending = lane.take(nowNanos, desk.peering().clock().millis());
    desk.counters().resends.increment((double) (lane.resends() - resends));
    for (LaneEntry entry : sending.expired()) {
      desk.counters().expired.increment();
      entry.content().ifPresent(c -> receipt(id, entry.offset(), c.id(), ReceiptOutcome.EXPIRED));
    }
    for (Run run : sending.runs()) {
      desk.counters().sent.increment(run.entries().size());
      session
          .seal(FrameKind.DATA, RunCodec.encode(run))
          .fold(
              (header, body) -> {
                desk.peering().transport().send(header, body);
                return true;
              },
              failure -> {
                // The lane's timer sends it again, in the session that takes this one's place.
                desk.counters().frameIgnored("not_sealed");
                return false;
              });
    }
  }

  /** Appends what is to be recorded: how far the peers have acknowledged, and local positions. */
  void record() {
    progressed.forEach(
        id ->
            desk.ledger()
                .append(desk.records().progress(partition, id, lanes.get(id).acknowledged())));
    progressed.clear();
    local.record();
  }

  /** Up to where {@code p2p.out} is done with: a new owner begins here. */
  long committable() {
    return lanes.values().stream()
        .map(SenderLane::oldestUnacknowledged)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .reduce(next, Math::min);
  }

  /** Encoded bytes of messages that are kept until they are acknowledged. */
  long unacknowledgedBytes() {
    return lanes.values().stream().mapToLong(SenderLane::unacknowledgedBytes).sum();
  }

  /** When {@link #send} has something to do, if nothing else happens. */
  OptionalLong nextDueNanos() {
    return lanes.values().stream()
        .map(SenderLane::nextDueNanos)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .reduce((a, b) -> a - b < 0 ? a : b);
  }

  /** Whether a handshake is under way. */
  boolean isBusy() {
    return sessions.isBusy();
  }

  @Override
  public void close() {
    sessions.close();
  }
}
