package io.hallmark.link.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SenderLaneTest {
  private static final SenderLimits LIMITS =
      new SenderLimits(
          1000, 3000, Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(10));
  private final SenderLane lane = new SenderLane(Run.NONE, LIMITS, new Random(1));

  @Test
  void take_severalAtHand_isOneRunWithTheOffsetBefore() {
    offer(lane, 3, 10);
    offer(lane, 8, 10);
    assertThat(lane.take(0, 0).runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.previous()).isEqualTo(Run.NONE);
              assertThat(offsets(run)).containsExactly(3L, 8L);
            });
    offer(lane, 9, 10);
    assertThat(lane.take(0, 0).runs()).singleElement().extracting(Run::previous).isEqualTo(8L);
  }

  @Test
  void take_windowFull_sendsTheRestAfterAcknowledgement() {
    for (int offset = 0; offset < 10; offset++) {
      offer(lane, offset, 900);
    }
    assertThat(lane.take(0, 0).runs()).hasSize(3);
    assertThat(lane.take(1, 0).runs()).isEmpty();
    assertThat(lane.wantsToSend()).isFalse();
    lane.acknowledge(new Acknowledgement(1, List.of()), 2);
    assertThat(lane.take(3, 0).runs()).hasSize(2);
  }

  @Test
  void take_messageLargerThanRunAndWindow_travelsAlone() {
    offer(lane, 0, 5000);
    offer(lane, 1, 10);
    assertThat(lane.take(0, 0).runs())
        .singleElement()
        .satisfies(r -> assertThat(r.last()).isZero());
  }

  @Test
  void take_notAcknowledgedInTime_sendsAgainLaterEachTime() {
    offer(lane, 0, 10);
    lane.take(0, 0);
    assertThat(lane.take(Duration.ofMillis(900).toNanos(), 0).runs()).isEmpty();
    long due = lane.nextDueNanos().orElseThrow();
    assertThat(lane.take(due, 0).runs()).hasSize(1);
    assertThat(lane.nextDueNanos().orElseThrow() - due)
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(lane.resends()).isEqualTo(1);
  }

  @Test
  void take_expiredBeforeFirstSending_isSkipAndReported() {
    lane.offer(message(0, 500), 1000);
    lane.offer(message(1, 500), 2000);
    SenderLane.Sending sending = lane.take(0, 1500);
    assertThat(sending.expired()).extracting(LaneEntry::offset).containsExactly(0L);
    Run run = sending.runs().get(0);
    assertThat(run.entries().get(0).content()).isEmpty();
    assertThat(run.entries().get(1).content()).isPresent();
  }

  @Test
  void sessionLost_framesEverythingUnacknowledgedAgain() {
    offer(lane, 0, 800);
    offer(lane, 1, 800);
    offer(lane, 2, 800);
    lane.take(0, 0);
    lane.acknowledge(new Acknowledgement(0, List.of()), 1);
    lane.sessionLost();
    List<Run> runs = lane.take(2, 0).runs();
    assertThat(runs.stream().flatMap(r -> offsets(r).stream())).containsExactly(1L, 2L);
    assertThat(runs.get(0).previous()).isZero();
  }

  @Test
  void acknowledge_beyondWhatWasOffered_movesOnlyOverWhatWasOffered() {
    offer(lane, 5, 10);
    assertThat(lane.acknowledge(new Acknowledgement(Long.MAX_VALUE, List.of()), 0)).hasSize(1);
    assertThat(lane.acknowledged()).isEqualTo(5);
    offer(lane, 6, 10);
    assertThat(lane.isIdle()).isFalse();
  }

  @Test
  void acknowledge_aheadAfterRestart_dropsWhatWaits() {
    offer(lane, 1, 10);
    offer(lane, 2, 10);
    assertThat(lane.acknowledge(new Acknowledgement(1, List.of()), 0))
        .extracting(LaneEntry::offset)
        .containsExactly(1L);
    Run run = lane.take(1, 0).runs().get(0);
    assertThat(run.previous()).isEqualTo(1);
    assertThat(lane.oldestUnacknowledged()).hasValue(2);
  }

  @Test
  void acknowledge_heldBeyondGap_resendsTheGapAtOnceAndNotWhatIsHeld() {
    for (int offset = 0; offset < 3; offset++) {
      offer(lane, offset, 900);
    }
    lane.take(0, 0);
    long later = Duration.ofMillis(300).toNanos();
    lane.acknowledge(new Acknowledgement(Run.NONE, List.of(new Acknowledgement.Held(0, 2))), later);
    List<Run> runs = lane.take(later, 0).runs();
    assertThat(runs).singleElement().satisfies(r -> assertThat(offsets(r)).containsExactly(0L));
  }

  @Test
  void offer_atOrBelowRecordedProgress_isKnown() {
    SenderLane restarted = new SenderLane(7, LIMITS, new Random(1));
    assertThat(restarted.offer(message(7, 1), Long.MAX_VALUE)).isFalse();
    assertThat(restarted.offer(message(9, 1), Long.MAX_VALUE)).isTrue();
    assertThat(restarted.take(0, 0).runs().get(0).previous()).isEqualTo(7);
    assertThat(restarted.unacknowledgedBytes()).isPositive();
    restarted.acknowledge(new Acknowledgement(9, List.of()), 1);
    assertThat(restarted.unacknowledgedBytes()).isZero();
  }

  @Test
  void offer_offsetNotGrowing_isOurBug() {
    offer(lane, 4, 1);
    assertThatThrownBy(() -> offer(lane, 4, 1)).hasMessageContaining("must grow");
  }

  private static void offer(SenderLane lane, long offset, int payload) {
    lane.offer(message(offset, payload), Long.MAX_VALUE);
  }

  private static LaneEntry message(long offset, int payload) {
    return LaneEntry.message(
        offset,
        new MessageContent(
            Optional.empty(), "m" + offset, Map.of(), ByteBuffer.wrap(new byte[payload])));
  }

  private static List<Long> offsets(Run run) {
    return run.entries().stream().map(LaneEntry::offset).toList();
  }
}
