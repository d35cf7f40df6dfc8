package io.hallmark.link.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReceiverLaneTest {
  private final ReceiverLane lane = new ReceiverLane(10, new ReceiverLimits(1000, 3));

  @Test
  void receive_next_isDelivered() {
    assertThat(delivered(run(10, 12, 15))).containsExactly(12L, 15L);
    assertThat(lane.delivered()).isEqualTo(15);
  }

  @Test
  void receive_overlapping_deliversOnlyWhatIsNew() {
    ReceiverLane.Delivery delivery = lane.receive(run(3, 7, 10, 12));
    assertThat(offsets(delivery)).containsExactly(12L);
    assertThat(delivery.duplicates()).isEqualTo(2);
  }

  @Test
  void receive_again_isDuplicate() {
    lane.receive(run(10, 12));
    ReceiverLane.Delivery delivery = lane.receive(run(10, 12));
    assertThat(delivery.deliver()).isEmpty();
    assertThat(delivery.duplicates()).isEqualTo(1);
    assertThat(lane.acknowledgement().delivered()).isEqualTo(12);
  }

  @Test
  void receive_early_isHeldUntilTheGapCloses() {
    assertThat(delivered(run(12, 14))).isEmpty();
    assertThat(delivered(run(14, 16))).isEmpty();
    assertThat(delivered(run(20, 21))).isEmpty();
    assertThat(lane.acknowledgement().held())
        .containsExactly(new Acknowledgement.Held(12, 16), new Acknowledgement.Held(20, 21));
    assertThat(delivered(run(10, 12))).containsExactly(12L, 14L, 16L);
    assertThat(delivered(run(16, 20))).containsExactly(20L, 21L);
    assertThat(lane.earlyBytes()).isZero();
  }

  @Test
  void receive_tooMuchEarly_forgetsTheFarthest() {
    for (long previous : new long[] {40, 30, 20, 50}) {
      lane.receive(run(previous, previous + 1));
    }
    assertThat(lane.acknowledgement().held())
        .extracting(Acknowledgement.Held::after)
        .containsExactly(20L, 30L, 40L);
  }

  @Test
  void acknowledgement_manyGaps_reportsTheNearest() {
    ReceiverLane wide = new ReceiverLane(0, ReceiverLimits.DEFAULT);
    for (long previous = 2; previous < 200; previous += 2) {
      wide.receive(run(previous, previous + 1));
    }
    List<Acknowledgement.Held> held = wide.acknowledgement().held();
    assertThat(held).hasSize(Acknowledgement.HELD_MAX);
    assertThat(held.get(0)).isEqualTo(new Acknowledgement.Held(2, 3));
    assertThat(held.get(31)).isEqualTo(new Acknowledgement.Held(64, 65));
  }

  private List<Long> delivered(Run run) {
    return offsets(lane.receive(run));
  }

  private static List<Long> offsets(ReceiverLane.Delivery delivery) {
    return delivery.deliver().stream().map(LaneEntry::offset).toList();
  }

  private static Run run(long previous, long... offsets) {
    return new Run(previous, LongStream.of(offsets).mapToObj(LaneEntry::skip).toList());
  }
}
