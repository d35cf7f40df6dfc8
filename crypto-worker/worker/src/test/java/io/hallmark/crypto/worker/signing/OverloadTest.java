package io.hallmark.crypto.worker.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverloadTest {
  private static final Duration BURST = Duration.ofMillis(25);
  private static final double ANSWER = nanos(Duration.ofMillis(10));
  private static final double EACH = ANSWER / 10;
  private static final long START = -5; // A nanoTime may be negative.

  private final Overload overload = new Overload(BURST);

  @Test
  void waitMax_whileNobodyWasTurnedAway_isThatOfABurst() {
    assertThat(overload.isOn(START)).isFalse();
    assertThat(overload.waitMaxNanos(START, ANSWER, false)).isEqualTo(nanos(BURST));
  }

  @Test
  void waitMax_ofASlowToken_isTwoAnswers() {
    double slow = nanos(Duration.ofMillis(100));

    assertThat(overload.waitMaxNanos(START, slow, false)).isEqualTo(2 * slow);
  }

  @Test
  void waitMax_whileABurstIsTurnedAway_isThatOfABurst() {
    for (int i = 0; i < 1000; i++) {
      overload.turnAway(START, EACH);
    }
    overload.turnAway(START + Overload.CALM_NANOS, EACH);

    assertThat(overload.isOn(START + Overload.CALM_NANOS)).isFalse();
    assertThat(overload.waitMaxNanos(START + Overload.CALM_NANOS, ANSWER, false))
        .isEqualTo(nanos(BURST));
  }

  @Test
  void waitMax_afterRequestsWereTurnedAwayForLong_isShortUntilCalm() {
    long last = overloaded(overload);

    assertThat(overload.waitMaxNanos(last + 1, ANSWER, false)).isEqualTo(ANSWER / 2);
    assertThat(overload.waitMaxNanos(last + 1, ANSWER / 100, false))
        .isEqualTo(Overload.STANDING_NANOS_MIN);
    assertThat(overload.isOn(last + Overload.CALM_NANOS - 1)).isTrue();
    assertThat(overload.isOn(last + Overload.CALM_NANOS)).isFalse();
    assertThat(overload.waitMaxNanos(last + Overload.CALM_NANOS, ANSWER, false))
        .isEqualTo(nanos(BURST));
  }

  @Test
  void waitMax_ofATenantWithNothingWaiting_isThatOfABurst() {
    long last = overloaded(overload);

    assertThat(overload.waitMaxNanos(last + 1, ANSWER, true)).isEqualTo(nanos(BURST));
  }

  @Test
  void waitMax_whereTheSettingIsShorterThanTheStandingQueue_isTheSetting() {
    Overload strict = new Overload(Duration.ofMillis(1));
    long last = overloaded(strict);

    assertThat(strict.waitMaxNanos(last, ANSWER / 100, false))
        .isEqualTo(nanos(Duration.ofMillis(1)));
  }

  @Test
  void waitMax_afterTheQueueRanDryWhileOthersWereTurnedAway_isLonger() {
    long last = overloaded(overload);

    overload.ranDry(last, ANSWER);
    overload.ranDry(last, ANSWER);

    assertThat(overload.waitMaxNanos(last, ANSWER, false))
        .as("once for all that find it dry")
        .isEqualTo(Overload.RAISE * ANSWER / 2);
  }

  @Test
  void waitMax_howeverOftenTheQueueRanDry_isThatOfABurstAtMost() {
    long now = overloaded(overload);
    for (int i = 0; i < 100; i++) {
      now += Overload.RAISE_EVERY_NANOS;
      overload.turnAway(now, EACH);
      overload.ranDry(now, ANSWER);
    }

    assertThat(overload.waitMaxNanos(now, ANSWER, false)).isEqualTo(nanos(BURST));
  }

  @Test
  void waitMax_longAfterTheQueueRanDry_isShortAgain() {
    long dry = overloaded(overload);
    overload.ranDry(dry, ANSWER);
    long now = dry;
    while (now - dry < 10 * Overload.FORGET_NANOS) {
      now += Overload.CALM_NANOS / 2;
      overload.turnAway(now, EACH);
    }

    assertThat(overload.waitMaxNanos(now, ANSWER, false)).isCloseTo(ANSWER / 2, within(1e3));
  }

  @Test
  void ranDry_whileNobodyIsTurnedAwayForLong_changesNothing() {
    overload.ranDry(START, ANSWER);
    long last = overloaded(overload);

    assertThat(overload.waitMaxNanos(last, ANSWER, false)).isEqualTo(ANSWER / 2);
  }

  @Test
  void turnAway_ofManyAtOnce_tellsEachATimeOfItsOwn() {
    for (int before = 0; before < 100; before++) {
      double expected = Math.max(nanos(Overload.RETURN_MIN), (before + 1) * EACH / 1.5);

      assertThat((double) overload.turnAway(START, EACH).toNanos())
          .as("after %d", before)
          .isCloseTo(expected, within(1e3));
    }
  }

  @Test
  void turnAway_afterTheTokenHadTime_tellsAShorterOne() {
    for (int i = 0; i < 299; i++) {
      overload.turnAway(START, EACH);
    }

    assertThat(overload.turnAway(START + Duration.ofMillis(150).toNanos(), EACH).toMillis())
        .isBetween(49L, 50L);
    assertThat(overload.turnAway(START + Duration.ofSeconds(9).toNanos(), EACH))
        .isEqualTo(Overload.RETURN_MIN);
  }

  @Test
  void turnAway_withoutEnd_tellsNoLongerTimeThanTheMost() {
    Duration last = Duration.ZERO;
    for (int i = 0; i < 100_000; i++) {
      last = overload.turnAway(START, EACH);
    }

    assertThat(last).isEqualTo(Overload.RETURN_MAX);
  }

  /** Turns away until it is no burst; the time of the last. */
  private static long overloaded(Overload overload) {
    long now = START;
    while (!overload.isOn(now)) {
      now += Duration.ofMillis(10).toNanos();
      overload.turnAway(now, EACH);
    }
    return now;
  }

  private static double nanos(Duration duration) {
    return duration.toNanos();
  }
}
