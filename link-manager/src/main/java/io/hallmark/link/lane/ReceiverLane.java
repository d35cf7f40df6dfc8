package io.hallmark.link.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The receiver's side of a lane: from runs as they come (late, twice, overlapping, out of order) to
 * messages once and in order. Confined to one thread.
 *
 * <p>A run holds all of the lane's messages from its previous offset to its last. So whenever that
 * previous offset is at or below our position, everything beyond the position in it is what comes
 * next; where it is above, something in between has yet to come, and the run is held.
 */
public final class ReceiverLane {
  private final ReceiverLimits limits;
  private final TreeMap<Long, Early> early = new TreeMap<>();
  private int earlyBytes;
  private long delivered;

  /**
   * A lane that goes on from what was recorded.
   *
   * @param delivered last offset that was delivered; {@link Run#NONE} for none
   */
  public ReceiverLane(long delivered, ReceiverLimits limits) {
    this.delivered = delivered;
    this.limits = limits;
  }

  /**
   * What a run brought.
   *
   * @param deliver what comes next, in order; skips included, which deliver nothing
   * @param duplicates entries at or below the position
   */
  public record Delivery(List<LaneEntry> deliver, int duplicates) {
    public Delivery {
      deliver = List.copyOf(deliver);
    }
  }

  /** Takes a run and moves the position over what can be delivered now. */
  public Delivery receive(Run run) {
    List<LaneEntry> next = new ArrayList<>();
    int duplicates = 0;
    if (run.previous() > delivered) {
      hold(run);
    } else {
      duplicates = take(run, next);
      takeHeld(next);
    }
    return new Delivery(next, duplicates);
  }

  private int take(Run run, List<LaneEntry> next) {
    int duplicates = 0;
    for (LaneEntry entry : run.entries()) {
      if (entry.offset() > delivered) {
        next.add(entry);
        delivered = entry.offset();
      } else {
        duplicates++;
      }
    }
    return duplicates;
  }

  private void takeHeld(List<LaneEntry> next) {
    while (!early.isEmpty() && early.firstKey() <= delivered) {
      Early first = early.pollFirstEntry().getValue();
      earlyBytes -= first.bytes();
      take(first.run(), next);
    }
  }

  private void hold(Run run) {
    Early present = early.get(run.previous());
    if (present != null && present.run().last() >= run.last()) {
      return;
    }
    int bytes = run.entries().stream().mapToInt(LaneEntry::encodedBytes).sum();
    Early replaced = early.put(run.previous(), new Early(run, bytes));
    earlyBytes += bytes - (replaced == null ? 0 : replaced.bytes());
    // The farthest goes first: the nearest is what closes a gap soonest.
    while (early.size() > limits.earlyRunsMax() || earlyBytes > limits.earlyBytesMax()) {
      earlyBytes -= early.pollLastEntry().getValue().bytes();
    }
  }

  /** Last offset that was delivered. */
  public long delivered() {
    return delivered;
  }

  /** Bytes held early. */
  public int earlyBytes() {
    return earlyBytes;
  }

  /** What to tell the sender, once what was delivered is safe. */
  public Acknowledgement acknowledgement() {
    List<Acknowledgement.Held> held = new ArrayList<>();
    long after = Run.NONE;
    long upTo = Run.NONE;
    for (Map.Entry<Long, Early> next : early.entrySet()) {
      if (upTo >= next.getKey()) {
        upTo = Math.max(upTo, next.getValue().run().last());
        continue;
      }
      if (upTo > after && held.size() < Acknowledgement.HELD_MAX - 1) {
        held.add(new Acknowledgement.Held(after, upTo));
      } else if (upTo > after) {
        break;
      }
      after = next.getKey();
      upTo = next.getValue().run().last();
    }
    if (upTo > after) {
      held.add(new Acknowledgement.Held(after, upTo));
    }
    return new Acknowledgement(delivered, held);
  }

  private record Early(Run run, int bytes) {}
}
