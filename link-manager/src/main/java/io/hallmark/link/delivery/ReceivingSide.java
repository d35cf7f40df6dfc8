package io.hallmark.link.delivery;

import io.hallmark.link.lane.AcknowledgementCodec;
import io.hallmark.link.lane.LaneEntry;
import io.hallmark.link.lane.LaneId;
import io.hallmark.link.lane.MalformedRecordException;
import io.hallmark.link.lane.ReceiverLane;
import io.hallmark.link.lane.Run;
import io.hallmark.link.lane.RunCodec;
import io.hallmark.link.peering.ReceivingSessions;
import io.hallmark.link.routing.Router;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.Session;
import io.hallmark.messaging.wire.link.FrameKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The lanes that end in one partition of {@code link.in}: frames opened, messages appended to
 * {@code p2p.in}, and acknowledged once that is committed. Confined to the delivery thread.
 */
final class ReceivingSide implements AutoCloseable {
  private final int partition;
  private final ShardState state;
  private final Desk desk;
  private final ReceivingSessions sessions;
  private final Map<LaneId, ReceiverLane> lanes = new HashMap<>();
  private final Set<LaneId> moved = new LinkedHashSet<>();
  private final Set<LaneId> owed = new LinkedHashSet<>();

  ReceivingSide(int partition, ShardState state, Desk desk) {
    this.partition = partition;
    this.state = state;
    this.desk = desk;
    this.sessions = new ReceivingSessions(desk.peering());
  }

  /** Takes a frame that a sender sent: HELLO, FINISH or DATA. */
  void onFrame(FrameHeader header, byte[] body) {
    switch (header.kind()) {
      case HELLO -> sessions.onHello(header, body);
      case FINISH ->
          sessions.onFinish(header, body).forEach(held -> onData(held.header(), held.body()));
      case DATA -> onData(header, body);
      default -> desk.counters().frameIgnored("kind");
    }
  }

  private void onData(FrameHeader header, byte[] body) {
    sessions.open(header, body).ifPresent(record -> onRecord(LaneId.of(header), record));
  }

  private void onRecord(LaneId id, byte[] record) {
    if (!desk.peering().directory().isMember(id.group(), id.source())
        || desk.peering().directory().hosted(id.group(), id.destination()).isEmpty()) {
      // Left the group while its session lived.
      desk.counters().frameIgnored("no_member");
      return;
    }
    try {
      Run run = RunCodec.decode(ByteBuffer.wrap(record));
      if (run.entries().stream().allMatch(ReceivingSide::isAcceptable)) {
        receive(id, run);
      } else {
        desk.counters().frameIgnored("message_over_limit");
      }
    } catch (MalformedRecordException e) {
      desk.counters().frameIgnored("malformed_run");
    }
  }

  /**
   * What the bus would refuse must not get into a batch: it would undo the whole batch for ever.
   */
  private static boolean isAcceptable(LaneEntry entry) {
    return entry.encodedBytes() <= Router.MESSAGE_BYTES_MAX;
  }

  private void receive(LaneId id, Run run) {
    ReceiverLane lane = lanes.computeIfAbsent(id, this::open);
    ReceiverLane.Delivery delivery = lane.receive(run);
    for (LaneEntry entry : delivery.deliver()) {
      entry
          .content()
          .ifPresent(
              content -> {
                desk.ledger().append(desk.records().inbound(id, entry.offset(), content));
                desk.counters().received.increment();
              });
    }
    desk.counters().duplicates.increment(delivery.duplicates());
    if (!delivery.deliver().isEmpty()) {
      moved.add(id);
    }
    owed.add(id);
  }

  private ReceiverLane open(LaneId id) {
    return new ReceiverLane(
        state.received().getOrDefault(id.key(), Run.NONE), desk.settings().receiver());
  }

  /** Appends the positions that moved. */
  void record() {
    moved.forEach(
        id ->
            desk.ledger()
                .append(desk.records().position(partition, id, lanes.get(id).delivered())));
    moved.clear();
  }

  /** Acknowledges what came. To be called when all that was delivered is committed. */
  void acknowledge() {
    owed.forEach(
        id -> sessions.reply(id).ifPresent(session -> acknowledge(session, lanes.get(id))));
    owed.clear();
  }

  private void acknowledge(Session session, ReceiverLane lane) {
    session
        .seal(FrameKind.ACKNOWLEDGEMENT, AcknowledgementCodec.encode(lane.acknowledgement()))
        .fold(
            (header, body) -> {
              desk.peering().transport().send(header, body);
              return true;
            },
            failure -> {
              desk.counters().frameIgnored("not_sealed");
              return false;
            });
  }

  void tick(Instant now) {
    sessions.tick(now);
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
