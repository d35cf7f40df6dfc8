package io.hallmark.link.delivery;

import io.hallmark.link.lane.LaneId;
import io.hallmark.link.lane.MessageContent;
import io.hallmark.link.lane.Run;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages between identities of one cluster: straight to {@code p2p.in}, without session or
 * gateway. Confined to the delivery thread.
 *
 * <p>The consumer's offset stays behind while another lane of the partition waits for its peer. So
 * a local lane has a recorded position too, and what is read a second time isn't delivered again.
 */
final class LocalLanes {
  private final int partition;
  private final Map<String, Long> recorded;
  private final Desk desk;
  private final Map<LaneId, Long> positions = new HashMap<>();
  private final Map<LaneId, Long> moved = new HashMap<>();

  LocalLanes(int partition, Map<String, Long> recorded, Desk desk) {
    this.partition = partition;
    this.recorded = recorded;
    this.desk = desk;
  }

  /** Delivers a message; false where it was delivered before. */
  boolean deliver(LaneId lane, long offset, MessageContent content) {
    long position =
        positions.computeIfAbsent(lane, id -> recorded.getOrDefault(id.key(), Run.NONE));
    if (offset <= position) {
      return false;
    }
    desk.ledger().append(desk.records().inbound(lane, offset, content));
    positions.put(lane, offset);
    moved.put(lane, offset);
    return true;
  }

  /** Appends the positions that moved. */
  void record() {
    moved.forEach(
        (lane, offset) -> desk.ledger().append(desk.records().position(partition, lane, offset)));
    moved.clear();
  }
}
