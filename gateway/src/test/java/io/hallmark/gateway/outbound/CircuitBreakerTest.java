package io.hallmark.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final CircuitBreaker breaker =
      new CircuitBreaker(new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 1.0));

  @Test
  void failed_once_opensForTheLeastWait() {
    breaker.failed(0);
    assertThat(breaker.allows(99 * MILLI)).isFalse();
    assertThat(breaker.allows(100 * MILLI)).isTrue();
  }

  @Test
  void failed_againAndAgain_waitsTwiceAsLongUpToTheMost() {
    long now = 0;
    for (int i = 0; i < 10; i++) {
      breaker.failed(now);
      now += breaker.closedForNanos(now);
    }
    breaker.failed(now);
    assertThat(breaker.closedForNanos(now)).isEqualTo(1_000 * MILLI);
  }

  @Test
  void failed_manyAtOnce_countsOnce() {
    for (int i = 0; i < 8; i++) {
      breaker.failed(0);
    }
    assertThat(breaker.closedForNanos(0)).isEqualTo(100 * MILLI);
  }

  @Test
  void succeeded_closesAndForgets() {
    breaker.failed(0);
    breaker.succeeded();
    assertThat(breaker.allows(0)).isTrue();
    assertThat(breaker.closedForNanos(0)).isZero();
  }

  @Test
  void askedToWait_opensForAsLong() {
    breaker.askedToWait(0, Duration.ofSeconds(3));
    assertThat(breaker.closedForNanos(0)).isEqualTo(3_000 * MILLI);
  }

  @Test
  void backOff_byChance_isAtLeastHalfOfTheWhole() {
    BackOff unlucky = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 0.0);
    assertThat(unlucky.nanosAfter(1)).isEqualTo(50 * MILLI);
    assertThat(unlucky.nanosAfter(60)).isEqualTo(500 * MILLI);
  }
}
