package io.hallmark.hsm.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BorrowerLineTest {
  private static final class NamedSeats implements Seats<String> {
    @Override
    public String make() {
      return "seat";
    }

    @Override
    public void drop(String seat) {
      // There is nothing in it.
    }
  }

  private static final long TURN_NANOS = Duration.ofMillis(10).toNanos();

  private final LanePool<String> pool =
      new LanePool<>("lines", 1, 1, new NamedSeats()); // Not filled: it has no threads.

  private final Lane<String> lane = new Lane<>(pool, "lines-lane", "seat");
  private final BorrowerLine<String> line = new BorrowerLine<>();

  @Test
  void handOver_nobodyWaits_keepsTheLane() {
    lane.release();
    assertThat(lane.borrow()).isTrue();
    assertThat(line.handOver(lane, true, Long.MAX_VALUE / 2)).isFalse();
    assertThat(lane.borrower()).isSameAs(Thread.currentThread());
    assertThat(lane.isIdle()).isFalse();
  }

  @Test
  void handOver_turnNotOver_leavesItToThoseWhoRun() {
    BorrowerLine.Waiter<String> first = line.join();
    long now = lane.handedOverNanos();
    assertThat(line.handOver(lane, false, now + TURN_NANOS - 1)).isFalse();
    assertThat(first.given()).isNull();
    assertThat(line.handOver(lane, false, now + TURN_NANOS)).isTrue();
    assertThat(first.given()).isSameAs(lane);
    assertThat(lane.handedOverNanos()).isEqualTo(now + TURN_NANOS);
  }

  @Test
  void handOver_anotherLaneIsIdle_goesToTheFirstAtOnce() {
    BorrowerLine.Waiter<String> first = line.join();
    BorrowerLine.Waiter<String> second = line.join();
    assertThat(line.handOver(lane, true, lane.handedOverNanos())).isTrue();
    assertThat(first.given()).isSameAs(lane);
    assertThat(second.given()).isNull();
    assertThat(line.isEmpty()).isFalse();
  }

  @Test
  void handOver_firstHasLeft_goesToTheNext() {
    BorrowerLine.Waiter<String> first = line.join();
    BorrowerLine.Waiter<String> second = line.join();
    assertThat(line.leave(first)).isNull();
    assertThat(line.handOver(lane, true, lane.handedOverNanos())).isTrue();
    assertThat(first.given()).isNull();
    assertThat(line.leave(second)).isSameAs(lane);
    assertThat(line.isEmpty()).isTrue();
  }
}
