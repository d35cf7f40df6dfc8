package io.hallmark.tools.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final Load LOAD =
      new Load(new Route("g", "CN=a", "CN=b"), 1, 100, NumberedPayload.SIZE_MIN, 0, 4);

  private final Tally tally = new Tally();

  @Test
  void tally_allInOrder_isClean() {
    arrive(LongStream.range(0, 100));

    Reconciliation result = tally.against(100);

    assertThat(result.isClean()).isTrue();
    assertThat(result.counts()).isEqualTo(new Reconciliation.Counts(100, 100, 0, 0, 0, 0));
  }

  @Test
  void tally_missing_isLost() {
    arrive(LongStream.range(0, 100).filter(n -> n % 10 != 3));

    assertThat(tally.against(100).counts().lost()).isEqualTo(10);
    assertThat(tally.against(100).isClean()).isFalse();
  }

  @Test
  void tally_twice_isDuplicatedAndNotOutOfOrder() {
    arrive(LongStream.concat(LongStream.range(0, 100), LongStream.of(7, 7, 99)));

    assertThat(tally.against(100).counts())
        .isEqualTo(new Reconciliation.Counts(100, 100, 0, 3, 0, 0));
  }

  @Test
  void tally_keysInterleavedAnyhow_isClean() {
    arrive(LongStream.of(3, 7, 11, 0, 4, 2, 1, 5, 6, 8));

    assertThat(tally.against(10).counts().outOfOrder()).isZero();
  }

  @Test
  void tally_laterOfSameKeyFirst_isOutOfOrder() {
    arrive(LongStream.of(0, 8, 4, 12));

    assertThat(tally.against(4).counts().outOfOrder()).isEqualTo(1);
  }

  @Test
  void tally_numbersBeyondAllBounds_areUnreadableAndCostNothing() {
    tally.arrived(new NumberedPayload(1, Long.MAX_VALUE, 0, 0, 0), 0);
    tally.arrived(new NumberedPayload(1, 0, Integer.MAX_VALUE, 0, 0), 0);
    tally.arrived(new NumberedPayload(1, -1, -1, 0, 0), 0);

    assertThat(tally.against(0).counts().unreadable()).isEqualTo(3);
  }

  @Test
  void latency_isFromWhenDueToArrival() {
    tally.arrived(LOAD.payload(0, 1_000_000), 3_000_000);
    tally.arrived(LOAD.payload(1, 2_000_000), 12_000_000);

    Reconciliation result = tally.against(2);
    assertThat(result.latencyMs(50)).isEqualTo(2.0, within(0.01));
    assertThat(result.latencyMsMax()).isEqualTo(10.0, within(0.01));
    assertThat(result.messagesPerSecond()).isEqualTo(2 / 0.011, within(0.01));
  }

  @Test
  void plus_twoDirections_addsUp() {
    arrive(LongStream.of(0, 1, 1));
    Tally other = new Tally();
    other.arrived(LOAD.payload(5, 1_000), 9_000_000);

    Reconciliation both = tally.against(3).plus(other.against(1));

    assertThat(both.counts()).isEqualTo(new Reconciliation.Counts(4, 3, 1, 1, 0, 0));
    assertThat(both.latencyMsMax()).isEqualTo(9.0, within(0.02));
  }

  @Test
  void toMap_nothingArrived_hasNumbersNotNaN() {
    assertThat(tally.against(5).toMap())
        .containsEntry("sent", 5L)
        .containsEntry("lost", 5L)
        .containsEntry("messagesPerSecond", 0.0);
    assertThat(tally.against(5).toTable()).contains("lost").doesNotContain("NaN");
  }

  private void arrive(LongStream numbers) {
    numbers.forEach(n -> tally.arrived(LOAD.payload(n, 1_000), 2_000));
  }
}
