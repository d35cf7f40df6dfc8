package io.hallmark.crypto.worker.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HedgeDelayTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HedgeDelay delay = new HedgeDelay();

  private void observe(int times, Duration took) {
    IntStream.range(0, times).forEach(i -> delay.observe(took.toNanos()));
  }

  private long millis() {
    return Duration.ofNanos(delay.nanos(LIMIT)).toMillis();
  }

  @Test
  void nanos_nothingKnown_isASecond() {
    assertThat(millis()).isEqualTo(1_000);
  }

  @Test
  void nanos_quickAnswers_isTheLeast() {
    observe(100, Duration.ofMillis(2));
    assertThat(millis()).isEqualTo(100);
  }

  @Test
  void nanos_slowAnswers_isFourTimesTheirPercentile() {
    observe(250, Duration.ofMillis(50));
    observe(6, Duration.ofMillis(400));
    assertThat(millis()).isEqualTo(1_600);
    observe(256, Duration.ofMillis(50));
    assertThat(millis()).isEqualTo(200);
  }

  @Test
  void nanos_verySlowAnswers_isHalfOfTheLimit() {
    observe(64, Duration.ofSeconds(4));
    assertThat(millis()).isEqualTo(5_000);
  }
}
